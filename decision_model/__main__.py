"""`python -m decision_model` is the command `decision-model`."""

from decision_model.interfaces.entry import main

if __name__ == "__main__":
    main()
