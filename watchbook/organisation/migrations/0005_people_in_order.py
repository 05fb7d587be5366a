"""People are listed by their names, and those of the same name by their ids, at which a page of the list is cut."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Puts an index in that order in the place of one by the name alone."""

    dependencies = [("organisation", "0004_authority_person_duty")]
    operations = [
        migrations.RemoveIndex("person", "person_by_name"),
        migrations.AddIndex("person", models.Index(name="people_in_order", fields=["name", "id"])),
    ]
