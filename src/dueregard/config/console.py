"""The console script `dueregard`: sets Django up, then hands over to the command line face."""

import os


def main() -> None:
    """Run one command and leave with its exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dueregard.config.settings")
    import django  # noqa: PLC0415  # the settings module must be named before Django is set up

    django.setup()
    from dueregard.faces.cli.main import run  # noqa: PLC0415  # models exist only after set-up

    run()


if __name__ == "__main__":
    main()
