using TelegramBotStack.Deployment.Hosts;

namespace TelegramBotStack.Deployment.Setup;

/// <summary>The host that is being set up.</summary>
/// <param name="Host">The connection.</param>
/// <param name="Root">Its root.</param>
/// <param name="Distribution">Its distribution.</param>
/// <param name="Note">Told what a long action is doing.</param>
internal sealed record SetupHost(IHost Host, RootShell Root, Distribution Distribution, Action<string> Note)
{
    /// <summary>Runs a short script as root and gives its output; null when it ends with something else than 0.</summary>
    public async Task<string?> AskAsync(string script, CancellationToken cancellationToken, params string[] lines)
    {
        var result = await Root.RunAsync(script, lines, timeout: null, cancellationToken);
        return result.ExitCode == 0 ? result.Output.Trim() : null;
    }
}
