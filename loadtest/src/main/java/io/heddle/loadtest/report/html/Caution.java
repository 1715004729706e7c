package io.heddle.loadtest.report.html;

/// What every report ends with.
final class Caution {
    private Caution() {}

    static void write(Markup markup) {
        markup.open("footer")
                .element("h2", "Before you quote a number")
                .element(
                        "p",
                        "These figures describe one machine, one kernel, one JDK and one way to load a"
                                + " server. A figure is a question, not an answer: find out why it is what it"
                                + " is, with a profile and an experiment that could prove you wrong, before"
                                + " you rely on it. A difference that repeats here can vanish elsewhere, and"
                                + " one that is inconclusive here can be real. Measure your own program, with"
                                + " your own traffic, before you choose.")
                .close("footer")
                .line();
    }
}
