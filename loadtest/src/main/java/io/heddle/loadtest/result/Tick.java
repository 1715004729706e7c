package io.heddle.loadtest.result;

import org.jspecify.annotations.Nullable;

/// A point of a timeline: what happened in the interval that ends here.
///
/// @param t seconds since the beginning of the series
/// @param rate replies per second
/// @param offered requests due per second
/// @param p50Us of the response time; null if nothing was answered (percentiles of a timeline need
///   no ten samples above)
/// @param gcCount the server's collections since the beginning of the series
/// @param jitMs what the server's compilers took since the beginning of the series
public record Tick(
        double t,
        double rate,
        double offered,
        long errors,
        @Nullable Double p50Us,
        @Nullable Double p99Us,
        @Nullable Double maxUs,
        @Nullable Double sendLagP99Us,
        @Nullable Double serverCores,
        @Nullable Double rssMib,
        @Nullable Long gcCount,
        @Nullable Long jitMs,
        @Nullable Integer vtMounted,
        @Nullable Long vtQueued,
        @Nullable Double hostBusy) {}
