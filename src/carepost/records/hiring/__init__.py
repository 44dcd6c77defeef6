"""How employers and carers meet before a contract: approaches, job shares, fairs with their timetables."""

import lazy_loader

# Django imports a package before its models may be: so the face, listed in __init__.pyi, opens on first use.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
