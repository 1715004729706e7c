package io.heddle.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which content codings a peer wants ([RFC 9110
/// §12.5.3](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3)).
final class AcceptEncoding {

    private static final Pattern MEMBER =
            Pattern.compile("([^;\\s]+)(?:\\s*;\\s*[qQ]=(0(?:\\.\\d{0,3})?|1(?:\\.0{0,3})?))?");
    private static final double UNSAID = -1;

    private AcceptEncoding() {}

    /// Whether gzip is acceptable, and no less wanted than no coding at all.
    static boolean prefersGzip(Fields fields) {
        double gzip = UNSAID;
        double identity = UNSAID;
        double others = UNSAID;
        for (String member : fields.members("Accept-Encoding")) {
            Matcher found = MEMBER.matcher(member);
            if (found.matches()) {
                double weight = found.group(2) == null ? 1 : Double.parseDouble(found.group(2));
                switch (found.group(1).toLowerCase(Locale.ROOT)) {
                    case "gzip", "x-gzip" -> gzip = Math.max(gzip, weight);
                    case "identity" -> identity = weight;
                    case "*" -> others = weight;
                    default -> {} // there is no other here
                }
            }
        }
        double wanted = gzip == UNSAID ? others : gzip;
        return wanted > 0 && wanted >= (identity == UNSAID ? others : identity);
    }
}
