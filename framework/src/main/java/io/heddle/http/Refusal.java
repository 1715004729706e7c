package io.heddle.http;

/// A message that is refused, with the status that says so. The connection ends after the answer:
/// what follows such a message could be anything.
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /// @param reason for people; without anything that the peer has sent
    Refusal(int status, String reason) {
        super(reason, null, false, false); // a peer must not be able to have stacks walked
        this.status = status;
    }

    int status() {
        return status;
    }
}
