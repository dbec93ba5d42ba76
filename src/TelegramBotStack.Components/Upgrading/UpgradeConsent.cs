using Spectre.Console;
using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Development;
using TelegramBotStack.Components.Output;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Components.Upgrading;

/// <summary>Asks whether the shown changes are wanted; <c>--yes</c> has answered already.</summary>
internal static class UpgradeConsent
{
    /// <exception cref="DeploymentException">They are not, or nobody is there to say so.</exception>
    public static async Task AskAsync(
        UpgradeRequest request, IReadOnlyList<FileChange> changes, Screen screen, CancellationToken cancellationToken)
    {
        if (request.Yes)
        {
            return;
        }

        var uncommitted = await UncommittedAsync(request.Repository, changes.Select(change => change.Path), cancellationToken).ConfigureAwait(false);
        if (uncommitted is not [])
        {
            throw UpgradeErrors.Uncommitted(uncommitted);
        }

        if (!HostPrompts.IsPersonThere)
        {
            throw UpgradeErrors.Unconfirmed(isPersonThere: false);
        }

        screen.Line();
        if (!await new ConfirmationPrompt("Change these files, and compile?")
            .ShowAsync(HostPrompts.ErrorConsole(), cancellationToken).ConfigureAwait(false))
        {
            throw UpgradeErrors.Unconfirmed(isPersonThere: true);
        }
    }

    // Without git, or outside a repository, there is nothing to compare with.
    private static async Task<IReadOnlyList<string>> UncommittedAsync(
        string repository, IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var lines = await Git.LinesAsync(repository, ["status", "--porcelain", "--untracked-files=no", "--", .. files], cancellationToken).ConfigureAwait(false);
        return [.. lines.Select(line => line[3..])];
    }
}
