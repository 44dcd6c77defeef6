"""Carepost (育儿友好岗平台): posts whose hours fit a person who raises a child."""
