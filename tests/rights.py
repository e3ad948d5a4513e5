"""Rights of accounts, given in one statement however many they are."""

from django.contrib.auth.models import Permission
from django.db import connection
from django.db.models import QuerySet, Value

from office_culture.models import User


def granted(user: User, permissions: QuerySet[Permission] | None = None) -> User:
    """The account, read anew, with these rights or with all there are; for accounts that had none of them."""
    wanted = Permission.objects.all() if permissions is None else permissions
    sql, values = wanted.order_by().values_list(Value(user.pk), "pk").query.sql_with_params()
    table = User.user_permissions.through._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (user_id, permission_id) {sql}", values)
    return User.objects.get(pk=user.pk)
