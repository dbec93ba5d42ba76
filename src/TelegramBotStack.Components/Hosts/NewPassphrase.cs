using TelegramBotStack.Components.Deploying;

namespace TelegramBotStack.Components.Hosts;

/// <summary>Asks for the passphrase of a new key, twice; it is never a parameter.</summary>
internal static class NewPassphrase
{
    /// <summary>Null where nobody can or shall be asked: then a key has none.</summary>
    public static Func<CancellationToken, Task<string?>>? Ask(bool yes) => yes || !HostPrompts.IsPersonThere ? null : AskAsync;

    private static async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var first = await HostPrompts.AskAsync("Passphrase for the new key (empty for none):", isSecret: true, cancellationToken).ConfigureAwait(false);
            if (string.IsNullOrEmpty(first))
            {
                return null;
            }

            if (first == await HostPrompts.AskAsync("Once more:", isSecret: true, cancellationToken).ConfigureAwait(false))
            {
                return first;
            }
        }
    }
}
