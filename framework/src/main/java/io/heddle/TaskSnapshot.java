package io.heddle;

import java.util.stream.Stream;

/// A task of a [TaskScope] that runs.
///
/// @param name of its thread, `connection-7-task-1` say
/// @param state of its thread
/// @param at the innermost frame of its stack that is not the JDK's, or empty
public record TaskSnapshot(String name, Thread.State state, String at) {

    static TaskSnapshot of(Thread thread) {
        return new TaskSnapshot(thread.getName(), thread.getState(), placeOf(thread));
    }

    /// Where a thread is: the innermost frame of its stack that is not the JDK's, or empty.
    static String placeOf(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .filter(frame -> !isOfJdk(frame))
                .findFirst()
                .map(TaskSnapshot::print)
                .orElse("");
    }

    /// Without the class loader and the module that a frame prints first.
    private static String print(StackTraceElement frame) {
        String type = frame.getClassName();
        String method = frame.getMethodName();
        String file = frame.getFileName();
        return new StackTraceElement(type, method, file, frame.getLineNumber()).toString();
    }

    private static boolean isOfJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }
}
