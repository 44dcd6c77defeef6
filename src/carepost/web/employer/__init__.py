"""The employer's space: writing posts, their life, the team."""
