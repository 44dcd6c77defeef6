from .models import Grant as Grant
from .models import User as User
from .queries import actor_of as actor_of
from .queries import register_role_source as register_role_source
