package io.heddle.http.files;

import io.heddle.http.Fields;
import io.heddle.http.HttpDate;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The conditions of a `GET` or `HEAD`, in the order of [RFC 9110
/// §13.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2).
final class Preconditions {

    enum Verdict {
        HOLD,
        NOT_MODIFIED,
        FAILED
    }

    private Preconditions() {}

    static Verdict verdict(Fields fields, Version version) {
        if (fields.contains("If-Match")) {
            if (!matches(fields, "If-Match", version.tag()::equalsStrongly)) {
                return Verdict.FAILED;
            }
        } else {
            Instant since = date(fields, "If-Unmodified-Since");
            if (since != null && version.lastModified().isAfter(since)) {
                return Verdict.FAILED;
            }
        }
        if (fields.contains("If-None-Match")) {
            return matches(fields, "If-None-Match", version.tag()::equalsWeakly)
                    ? Verdict.NOT_MODIFIED
                    : Verdict.HOLD;
        }
        Instant since = date(fields, "If-Modified-Since");
        return since != null && !version.lastModified().isAfter(since)
                ? Verdict.NOT_MODIFIED
                : Verdict.HOLD;
    }

    private static boolean matches(Fields fields, String name, Predicate<EntityTag> isIt) {
        String list = String.join(",", fields.all(name));
        return list.equals("*") || EntityTag.parse(list).stream().anyMatch(isIt);
    }

    /// @return null if there is none, or more than one, or no date
    private static @Nullable Instant date(Fields fields, String name) {
        List<String> values = fields.all(name);
        return values.size() == 1 ? HttpDate.parse(values.getFirst()) : null;
    }

    /// Whether part of it may be sent: `If-Range` names this very version, or is not there.
    static boolean allowRange(Fields fields, Version version) {
        List<String> values = fields.all("If-Range");
        if (values.size() != 1) {
            return values.isEmpty();
        }
        Instant date = HttpDate.parse(values.getFirst());
        if (date != null) {
            return version.isSettled() && date.equals(version.lastModified());
        }
        List<EntityTag> tags = EntityTag.parse(values.getFirst());
        return tags.size() == 1 && version.tag().equalsStrongly(tags.getFirst());
    }
}
