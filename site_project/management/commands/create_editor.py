"""``manage.py create_editor``: an account for an editor, who sets the password through a link that works once."""

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


class Command(BaseCommand):
    help = "Make an account for an editor, or a new link for one that exists, and print the link to set a password."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the name to sign in with")
        parser.add_argument("--publisher", action="store_true", help="may publish, and edit what is published")

    def handle(self, *args, name, publisher, **options):
        user, made = self._account(name)
        group = "Publisher" if publisher else "Editor"
        user.groups.add(Group.objects.get(name=group))
        self.stdout.write(f"{name} is {'now' if made else 'already'} an account; its groups: {self._groups(user)}.")
        self.stdout.write(f"To set the password, once and within three days: {self._link(user)}")

    def _account(self, name):
        try:
            return User.objects.get(username=name), False
        except User.DoesNotExist:
            user = User(username=name, is_staff=True)
            user.set_unusable_password()
        try:
            user.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.save()
        return user, True

    def _groups(self, user):
        return ", ".join(user.groups.order_by("name").values_list("name", flat=True))

    def _link(self, user):
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        path = reverse("password_reset_confirm", args=[uid, default_token_generator.make_token(user)])
        return settings.SITE_URL + path
