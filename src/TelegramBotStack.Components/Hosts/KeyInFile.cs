using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Components.Hosts;

/// <summary>Names a key in deploy.yaml, if the person agrees; else shows the line to add.</summary>
internal static class KeyInFile
{
    public static async Task OfferAsync(HostContext context, string keyFile, CancellationToken cancellationToken)
    {
        if (context.DeployFile is not { } file || context.Host.Key == keyFile)
        {
            return;
        }

        var name = Path.GetFileName(file);
        var key = KeyPath.Short(keyFile);
        var text = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        if (DeployFileEdit.SetHost(text, [KeyValuePair.Create("key", key)]) is { } changed
            && await context.ConfirmAsync($"Write 'key: {key}' into {name}?", cancellationToken).ConfigureAwait(false))
        {
            await File.WriteAllTextAsync(file, changed, cancellationToken).ConfigureAwait(false);
            context.Screen.Labelled("Config", $"{name} names the key now");
            return;
        }

        context.Screen.Labelled("Config", $"add to {name} under host:  key: {key}");
    }
}
