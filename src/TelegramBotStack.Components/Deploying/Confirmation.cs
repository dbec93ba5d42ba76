using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Deploying;

/// <summary>Asks before something is done that is hard to take back, or done to an environment that wants to be asked.</summary>
internal static class Confirmation
{
    public const string MissingCode = "TBS6106";
    public const string RefusedCode = "TBS6107";

    /// <param name="context">The bot, its host, and how it is shown.</param>
    /// <param name="what">What will be done, such as <c>deploy</c>.</param>
    /// <param name="always">Whether to ask even where deploy.yaml does not say so.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="DeploymentException">The answer is no, or there is nobody to ask.</exception>
    public static async Task AskAsync(DeployContext context, string what, bool always, CancellationToken cancellationToken)
    {
        var settings = context.Settings;
        if (context.Yes || !(always || settings.Confirm))
        {
            return;
        }

        var where = settings.Host.IsLocal ? "this machine" : settings.Host.Address;
        var environment = settings.Environment is { } name ? $" ({name})" : "";
        var question = $"This will {what} {settings.Bot.Name} on {where}{environment}.";
        if (!HostPrompts.IsPersonThere)
        {
            throw new DeploymentException(
                MissingCode, $"{question} Nobody is there to confirm it.", "Add --yes if that is what you want.", ExitCode.BadUsage);
        }

        context.Screen.Line(question);
        var typed = await HostPrompts.AskAsync($"Type {settings.Bot.Name} to go on:", isSecret: false, cancellationToken).ConfigureAwait(false);
        if (typed != settings.Bot.Name)
        {
            throw new DeploymentException(RefusedCode, "Not confirmed; nothing was changed.", "Run it again and type the bot's name.", ExitCode.BadUsage);
        }
    }
}
