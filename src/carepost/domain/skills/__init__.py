"""What people can do, as a closed list: for a carer to tick, for a post to name, for matching as a set of bits."""

from carepost.domain.skills.vocabulary import Skill, bits_of, named_in, named_skills, skills, skills_of

__all__ = ["Skill", "bits_of", "named_in", "named_skills", "skills", "skills_of"]
