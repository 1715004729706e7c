package io.heddle;

import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/// A peer that was turned away.
///
/// @param listener the name of the listener that accepted it
/// @param peer its address; null if it was gone before that could be asked
/// @param cause what went wrong; null if nothing did, and a limit was reached
public record Rejection(
        String listener,
        @Nullable SocketAddress peer,
        RejectReason reason,
        @Nullable Throwable cause) {}
