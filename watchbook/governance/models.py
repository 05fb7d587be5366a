"""Tables of what the authority has adopted, received, uses and signs: named here so that Django finds them."""

import watchbook.governance.documents.models
import watchbook.governance.law_confirmation.models
import watchbook.governance.letters.models
import watchbook.governance.members.models
import watchbook.governance.processing.models
import watchbook.governance.retention_schedule.models
import watchbook.governance.rule_set.models
import watchbook.governance.software.models
import watchbook.governance.statements.models
import watchbook.governance.third_parties.models
import watchbook.governance.thresholds.models
import watchbook.governance.training.models
import watchbook.register.models.imports
import watchbook.register.models.totals
