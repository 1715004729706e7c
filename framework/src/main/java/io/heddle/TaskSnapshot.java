package io.heddle;

import java.util.stream.Stream;

/// A task of a [TaskScope] that runs.
///
/// @param name of its thread, `connection-7-task-1` say
/// @param state of its thread
/// @param at the innermost frame of its stack that is not the JDK's, or empty
public record TaskSnapshot(String name, Thread.State state, String at) {

    static TaskSnapshot of(Thread thread) {
        String at =
                Stream.of(thread.getStackTrace())
                        .filter(frame -> !isOfJdk(frame))
                        .findFirst()
                        .map(StackTraceElement::toString)
                        .orElse("");
        return new TaskSnapshot(thread.getName(), thread.getState(), at);
    }

    private static boolean isOfJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
}
