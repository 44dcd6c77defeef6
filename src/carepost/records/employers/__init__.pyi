from .models import Employer as Employer
from .models import Member as Member
