package io.heddle;

import java.io.IOException;
import java.util.Locale;

/// What kept a listener from accepting.
public enum AcceptFailure {
    /// The process or the system has no descriptor left.
    DESCRIPTORS,
    /// The system has no memory or buffers left.
    MEMORY,
    /// Anything else.
    OTHER;

    /// The JDK hands the operating system's answer on as text only, so this is as good as its text:
    /// a wrong guess changes a label in a report and nothing else.
    static AcceptFailure of(Throwable failure) {
        if (!(failure instanceof IOException) || failure.getMessage() == null) {
            return failure instanceof OutOfMemoryError ? MEMORY : OTHER;
        }
        String answer = failure.getMessage().toLowerCase(Locale.ROOT);
        if (answer.contains("open files")) {
            return DESCRIPTORS;
        }
        return answer.contains("memory") || answer.contains("buffer") ? MEMORY : OTHER;
    }
}
