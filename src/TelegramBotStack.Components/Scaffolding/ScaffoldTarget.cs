using TelegramBotStack.Components.Deploying;
using TelegramBotStack.Components.Output;

namespace TelegramBotStack.Components.Scaffolding;

/// <summary>From what was typed to a repository with a first commit.</summary>
internal static class ScaffoldTarget
{
    public static async Task<object?> RunAsync(ScaffoldRequest said, bool commits, Screen screen, CancellationToken cancellationToken)
    {
        var request = said.Name is null && HostPrompts.IsPersonThere
            ? await ScaffoldQuestions.AskAsync(said, HostPrompts.ErrorConsole(), cancellationToken).ConfigureAwait(false)
            : said;
        var report = Scaffolder.Write(request);
        if (commits)
        {
            report = report with { Git = await FirstCommit.MakeAsync(report.Output, cancellationToken).ConfigureAwait(false) };
        }

        ScaffoldScreen.Show(report, screen);
        return report;
    }
}
