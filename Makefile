# The same words as ./diemtua, for those whose fingers say make. One line of help each: make help
.DEFAULT_GOAL := help
.PHONY: help setup run test test-fast check fix build lock doctor shell translations

help:           ## this list
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: run      ## everything from a fresh clone to a running site
run:            ## site and worker, with the embedded PostgreSQL
	./diemtua run
test:           ## the whole test suite
	./diemtua test
test-fast:      ## what takes under a tenth of a second
	./diemtua test -m "not slow and not browser"
check:          ## every other gate; changes nothing
	./diemtua check
fix:            ## repair what can be repaired
	./diemtua check --fix
build:          ## front end, catalogues, static files
	./diemtua build
translations:   ## take new messages out of the sources
	./diemtua translations update
lock:           ## pin the packages
	./diemtua lock
doctor:         ## is this machine and this site in order
	./diemtua doctor
shell:          ## Django's shell
	./diemtua manage shell
