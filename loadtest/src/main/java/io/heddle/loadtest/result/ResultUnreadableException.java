package io.heddle.loadtest.result;

import java.io.IOException;
import java.nio.file.Path;

/// A file is no result that can be read; the message is one line that names the file and what is
/// wrong with it.
public final class ResultUnreadableException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param problem in words that follow the file's name, such as `is empty`
    ResultUnreadableException(Path file, String problem) {
        super(file + " " + problem);
    }

    ResultUnreadableException(Path file, String problem, Throwable cause) {
        super(file + " " + problem, cause);
    }
}
