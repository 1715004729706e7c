package io.heddle.loadtest.report.text;

/// What a colour says. Signs or words always say the same, so that nothing is lost without colours.
public enum Ink {
    PLAIN(""),
    /// A title.
    STRONG("1"),
    /// Of less weight.
    FAINT("2"),
    /// A gain, or all is well.
    GOOD("32"),
    /// A loss, or a number that is not valid.
    BAD("1;31"),
    /// To be looked at.
    WARNING("33");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /// The parameters of the SGR sequence that switches it on (ECMA-48, 8.3.117).
    String code() {
        return code;
    }
}
