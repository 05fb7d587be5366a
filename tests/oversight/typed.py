"""What forms say of what was typed."""


def errors(form):
    """Every fault that the form finds, by field."""
    assert not form.is_valid()
    return {name: [str(error) for error in found] for name, found in form.errors.items()}
