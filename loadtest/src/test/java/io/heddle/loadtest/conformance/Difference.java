package io.heddle.loadtest.conformance;

import io.heddle.http.websocket.FrameCase;
import java.util.List;

/// What a server does otherwise than the standard says, and Heddle does.
///
/// @param outcome how its answer ends, as [#outcome]
/// @param why one sentence
/// @param cases their names, or beginnings of names with a `*`
record Difference(String outcome, String why, List<String> cases) {
    static final String GOES_ON = "goes on";
    static final String ENDS = "ends without a word";
    static final String REFUSES = "refuses the handshake";
    static final String COMPRESSES = "compresses";
    static final String DECLINES = "does not compress";

    private static final String OFFERS = "7692-7.1 ";

    static Difference of(String outcome, String why, String... cases) {
        return new Difference(outcome, why, List.of(cases));
    }

    boolean isOf(FrameCase said) {
        return cases.stream().anyMatch(name -> matches(name, said.name()));
    }

    static boolean matches(String pattern, String name) {
        return pattern.endsWith("*")
                ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                : name.equals(pattern);
    }

    /// An offer by what becomes of it, and else how it ends: with a close frame, `close 1002` say,
    /// without one, or not, so that what comes after is answered as if nothing had been.
    static String outcome(FrameCase said, List<String> answers) {
        if (answers.isEmpty()) {
            return ENDS;
        }
        if (answers.getFirst().startsWith("!")) {
            return REFUSES;
        }
        if (said.name().startsWith(OFFERS)) {
            return answers.getFirst();
        }
        if (answers.contains("text after")) {
            return GOES_ON;
        }
        return answers.getLast().startsWith("close") ? answers.getLast() : ENDS;
    }
}
