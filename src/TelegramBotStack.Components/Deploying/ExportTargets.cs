using System.Globalization;
using TelegramBotStack.Deployment.Operations;

namespace TelegramBotStack.Components.Deploying;

/// <summary>What <c>DeployExport</c> does: one call, then what came of it and what to type next.</summary>
internal static class ExportTargets
{
    public static async Task<object?> RunAsync(DeployContext context, string? release, string directory, CancellationToken cancellationToken)
    {
        var report = await DeployExport.RunAsync(
            context.Settings, release, directory, context.Request, new DeploymentScreen(context.Screen), cancellationToken).ConfigureAwait(false);
        context.Screen.Labelled("Image", string.Create(CultureInfo.InvariantCulture, $"{report.ImageBytes / 1048576.0:#,0.0} MB"));
        context.Screen.Labelled("Secrets", $"{report.Secrets}, in plain text: keep the directory to yourself");
        context.Screen.Headline($"Release {report.Release} of {report.Bot} is in {report.Directory}. Next: read README.md there", good: true);
        return report;
    }
}
