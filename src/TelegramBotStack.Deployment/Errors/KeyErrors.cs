namespace TelegramBotStack.Deployment.Errors;

/// <summary>What can go wrong while a key to log in with is made and installed.</summary>
internal static class KeyErrors
{
    private const string NotOverSshCode = "TBS2022";
    private const string NotWrittenCode = "TBS2023";
    private const string NotInstalledCode = "TBS2024";
    private const string NotAcceptedCode = "TBS2025";

    public static DeploymentException NotOverSsh() => new(
        NotOverSshCode,
        "deploy.yaml says 'host: local', which needs no SSH.",
        "Name a server under host.address, or leave the target out.",
        ExitCode.BadUsage);

    public static DeploymentException NotWritten(string path, Exception inner) => new(
        NotWrittenCode,
        $"The key '{path}' could not be written: {inner.Message}",
        "Name another place with --deploy-key, or make room there.",
        inner: inner);

    public static DeploymentException NotInstalled(string host, string reason) => new(
        NotInstalledCode,
        $"The key could not be added to ~/.ssh/authorized_keys on {host}: {reason}",
        "Check who owns the home directory there and that its disk is not full, then run SshKey again.");

    public static DeploymentException NotAccepted(string host, string path) => new(
        NotAcceptedCode,
        $"{host} has the key '{path}' in ~/.ssh/authorized_keys now, but does not let it in. Your other login still works.",
        "Check on the host that the home directory is writable by its owner only, and PubkeyAuthentication and AuthorizedKeysFile in sshd_config.");
}
