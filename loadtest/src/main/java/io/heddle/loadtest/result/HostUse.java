package io.heddle.loadtest.result;

import org.jspecify.annotations.Nullable;

/// What happened on the machine in a window. What the system cannot tell is null.
///
/// @param foreignCpuShare the share of the machine that other programs used, 0 to 1
/// @param stealShare the share that the hypervisor took, 0 to 1
/// @param psiCpuSome the share of the time in which something waited for a processor (pressure
///   stall information), 0 to 1
/// @param listenOverflows connections dropped because an accept queue was full
/// @param retransmits TCP segments sent again
/// @param timeWait sockets in TIME_WAIT at the end
/// @param socketMemoryBytes kernel memory of TCP sockets at the end
public record HostUse(
        @Nullable Double foreignCpuShare,
        @Nullable Double stealShare,
        @Nullable Double psiCpuSome,
        @Nullable Long listenOverflows,
        @Nullable Long listenDrops,
        @Nullable Long retransmits,
        @Nullable Long timeWait,
        @Nullable Long socketMemoryBytes) {}
