package io.heddle.internal.unix;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Why a socket file cannot be opened, in a plain sentence.
public final class SocketFileTrouble extends IOException {

    private static final long serialVersionUID = 1L;

    SocketFileTrouble(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
