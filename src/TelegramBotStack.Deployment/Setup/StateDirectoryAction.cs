using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Setup;

/// <summary>The directory in which the releases of all bots are remembered belongs to the user who deploys.</summary>
/// <param name="user">That user.</param>
internal sealed class StateDirectoryAction(string user) : ISetupAction
{
    private const string Look = """
        read -r user
        dir=/var/lib/botstack
        [ -d "$dir" ] || { echo absent; exit 0; }
        owner=$(stat -c %U "$dir")
        if [ "$owner" = "$user" ] && [ -n "$(find "$dir" -user root | head -n 1)" ]; then owner=root; fi
        echo "$owner"
        """;

    // Somebody else's bots keep their owner.
    private const string Make = """
        read -r user
        dir=/var/lib/botstack
        mkdir -p -m 755 "$dir" && chown -R --from=root "$user" "$dir"
        """;

    public string Name => "State directory";

    public async Task<SetupFinding> CheckAsync(SetupHost host, CancellationToken cancellationToken) =>
        await host.AskAsync(Look, cancellationToken, user) switch
        {
            "absent" => SetupFinding.Missing($"make /var/lib/botstack for {user}"),
            "root" when user != "root" => SetupFinding.Missing($"hand /var/lib/botstack from root over to {user}"),
            { } owner when owner == user => SetupFinding.Right($"/var/lib/botstack belongs to {user}"),
            var other => SetupFinding.LeftOut($"/var/lib/botstack belongs to {other}; releases of {user} go to ~/.botstack"),
        };

    public async Task ApplyAsync(SetupHost host, CancellationToken cancellationToken)
    {
        if (await host.AskAsync(Make, cancellationToken, user) is null)
        {
            throw SetupErrors.StillMissing(host.Host.Name, Name, "/var/lib/botstack could not be made");
        }
    }

    /// <summary>The scripts, for a test of their syntax.</summary>
    internal static IEnumerable<string> Scripts => [Look, Make];
}
