from .models import Event as Event
from .models import PersonalFact as PersonalFact
