package io.heddle;

/// An answer to a peer whose address may be forged would be larger than the peer's own bytes allow:
/// whoever forges addresses could have others flooded with it. Nothing was sent.
public final class AmplificationException extends HeddleException {

    private static final long serialVersionUID = 1L;

    private final long allowedBytes;
    private final long bytes;

    /// @param what would be sent, for the message
    /// @param allowedBytes how many bytes may go to the peer in all
    /// @param bytes how many it would be in all
    public AmplificationException(String what, long allowedBytes, long bytes) {
        super(
                what
                        + ": "
                        + allowedBytes
                        + " bytes may be sent in all before the peer is verified, this would make it "
                        + bytes);
        this.allowedBytes = allowedBytes;
        this.bytes = bytes;
    }

    /// How many bytes may go to the peer in all.
    public long allowedBytes() {
        return allowedBytes;
    }

    /// How many it would have been in all.
    public long bytes() {
        return bytes;
    }
}
