package io.heddle.loadtest.result;

/// How evenly connections were served.
///
/// @param min the replies of the connection that got fewest
/// @param jain Jain's index, 0 to 1; 1 when all got the same
/// @param starved connections without any reply
public record Fairness(long min, double median, long max, double jain, long starved) {}
