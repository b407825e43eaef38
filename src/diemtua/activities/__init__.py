"""What the campaign does in public: launch day, teams, points, meetings, broadcasts, posts."""
