namespace TelegramBotStack.Deployment.Errors;

/// <summary>
/// An expected failure: what went wrong, and what mends it. Its texts never hold a secret.
/// </summary>
public sealed class DeploymentException : Exception
{
    /// <summary>Creates an expected failure.</summary>
    /// <param name="code">A constant of this folder, such as <c>TBS2001</c>; it has an entry in docs/troubleshooting.md.</param>
    /// <param name="cause">What went wrong, in one sentence with the concrete names in it.</param>
    /// <param name="mend">The command to type or the edit to make.</param>
    /// <param name="exitCode">What the process should end with.</param>
    /// <param name="inner">The failure underneath, if any.</param>
    public DeploymentException(
        string code, string cause, string mend, ExitCode exitCode = ExitCode.FailedUnchanged, Exception? inner = null)
        : base(cause, inner)
    {
        Code = code;
        Mend = mend;
        ExitCode = exitCode;
    }

    /// <summary>The error's code, such as <c>TBS2001</c>.</summary>
    public string Code { get; }

    /// <summary>The command to type or the edit to make.</summary>
    public string Mend { get; }

    /// <summary>What the process should end with.</summary>
    public ExitCode ExitCode { get; }
}
