"""Pages on law and money that anybody may read: the rules library, pay, self-checks, leave."""
