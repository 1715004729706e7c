package io.heddle;

/// A task of a [TaskScope] that has not ended.
///
/// @param name of its thread, `connection-7-task-1` say
/// @param state of its thread; `NEW` if it has not begun
/// @param at the innermost frame of its stack that is not the JDK's, or empty
public record TaskSnapshot(String name, Thread.State state, String at) {}
