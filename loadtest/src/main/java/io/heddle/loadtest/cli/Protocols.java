package io.heddle.loadtest.cli;

import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.wire.Protocol;
import java.util.List;
import java.util.Locale;

/// Protocols as users type and read them.
final class Protocols {
    private Protocols() {}

    static String word(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    /// What a target speaks, in a fixed order.
    static List<String> words(Target target) {
        return target.protocols().stream().sorted().map(Protocols::word).toList();
    }
}
