using TelegramBotStack.Deployment.Configuration;

namespace TelegramBotStack.Components.Hosts;

/// <summary>Changes a key of <c>host</c> in deploy.yaml, if the person agrees; else shows the line to write.</summary>
internal static class HostInFile
{
    public static async Task OfferAsync(HostContext context, string key, string value, CancellationToken cancellationToken)
    {
        if (context.DeployFile is not { } file)
        {
            return;
        }

        var name = Path.GetFileName(file);
        var text = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        if (DeployFileEdit.SetHost(text, [KeyValuePair.Create(key, value)]) is { } changed
            && await context.ConfirmAsync($"Write '{key}: {value}' into {name}?", cancellationToken).ConfigureAwait(false))
        {
            await File.WriteAllTextAsync(file, changed, cancellationToken).ConfigureAwait(false);
            context.Screen.Labelled("Config", $"{name} has {key}: {value} now");
            return;
        }

        context.Screen.Labelled("Config", $"write into {name} under host:  {key}: {value}");
    }
}
