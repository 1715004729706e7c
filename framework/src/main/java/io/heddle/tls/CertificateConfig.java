package io.heddle.tls;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Which certificate is shown to whom.
///
/// A client that supports it says which server it wants by name ([RFC 6066
/// §3](https://www.rfc-editor.org/rfc/rfc6066#section-3)). A name that is configured as it is wins
/// over a wildcard, which stands for exactly one label: `*.example.org` is for `a.example.org`, not
/// for `a.b.example.org` nor `example.org`. Case makes no difference; names in Unicode are turned
/// into A-labels.
///
/// A name may have several certificates, with keys of different kinds, RSA and EC: clients get the
/// first that they can use.
///
/// @param byDefault for who names no server, and for unknown names if so configured; may be empty
/// @param byName by name or wildcard
/// @param unknownNames what becomes of who asks for another name; default
///   [UnknownNames#USE_DEFAULT]
/// @param observer is told of reloads; by default they are logged
public record CertificateConfig(
        List<CertificateSource> byDefault,
        SequencedMap<String, List<CertificateSource>> byName,
        UnknownNames unknownNames,
        CertificateObserver observer) {

    /// No certificates yet.
    public static final CertificateConfig NONE =
            new CertificateConfig(
                    List.of(),
                    new LinkedHashMap<>(),
                    UnknownNames.USE_DEFAULT,
                    new LoggingCertificateObserver());

    /// @throws IllegalArgumentException if a name is none, or is given twice
    public CertificateConfig {
        byDefault = List.copyOf(byDefault);
        SequencedMap<String, List<CertificateSource>> names = new LinkedHashMap<>();
        for (Map.Entry<String, List<CertificateSource>> entry : byName.entrySet()) {
            String name = HostName.configured(entry.getKey());
            if (names.put(name, List.copyOf(entry.getValue())) != null) {
                throw new IllegalArgumentException("given twice: " + name);
            }
        }
        byName = Collections.unmodifiableSequencedMap(names);
    }

    /// One certificate for all.
    public static CertificateConfig of(CertificateSource byDefault) {
        return NONE.withDefault(byDefault);
    }

    /// A copy with one more default certificate.
    public CertificateConfig withDefault(CertificateSource source) {
        return new CertificateConfig(appended(byDefault, source), byName, unknownNames, observer);
    }

    /// A copy with one more certificate for a name or a wildcard.
    ///
    /// @throws IllegalArgumentException if it is no name of a server
    public CertificateConfig withName(String name, CertificateSource source) {
        String plain = HostName.configured(name);
        SequencedMap<String, List<CertificateSource>> names = new LinkedHashMap<>(byName);
        names.put(plain, appended(names.getOrDefault(plain, List.of()), source));
        return new CertificateConfig(byDefault, names, unknownNames, observer);
    }

    private static List<CertificateSource> appended(
            List<CertificateSource> sources, CertificateSource source) {
        List<CertificateSource> more = new ArrayList<>(sources);
        more.add(source);
        return more;
    }

    /// A copy that treats unknown names so.
    public CertificateConfig withUnknownNames(UnknownNames unknownNames) {
        return new CertificateConfig(byDefault, byName, unknownNames, observer);
    }

    /// A copy that tells somebody else of reloads.
    public CertificateConfig withObserver(CertificateObserver observer) {
        return new CertificateConfig(byDefault, byName, unknownNames, observer);
    }
}
