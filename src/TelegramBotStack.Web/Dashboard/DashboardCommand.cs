using Telegram.Bot;
using Telegram.Bot.Types;

namespace TelegramBotStack.Web.Dashboard;

/// <summary><c>/dashboard</c>: gives an administrator a link that works once.</summary>
internal sealed class DashboardCommand(Doorkeeper doorkeeper, DashboardServer server)
{
    public async Task AnswerAsync(UpdateContext context)
    {
        if (context.User is not { } user || context.Chat?.Id != user.Id)
        {
            // In a group anybody could use the link.
            await context.ReplyAsync(context.Localize("users.private_only")).ConfigureAwait(false);
            return;
        }

        if (server.Settings is not { } settings)
        {
            await context.ReplyAsync(context.Localize("dashboard.unavailable")).ConfigureAwait(false);
            return;
        }

        var token = await doorkeeper.CreateLinkAsync(user.Id, context.CancellationToken).ConfigureAwait(false);
        var text = context.Localize(
            "dashboard.link", ("minutes", (int)Doorkeeper.LinkLasts.TotalMinutes), ("url", $"{settings.PublicUrl}/sign-in?link={token}"));

        // Telegram's preview would fetch it, and show it to a server of theirs.
        await context.Bot.SendMessage(
            user.Id, text, linkPreviewOptions: new LinkPreviewOptions { IsDisabled = true }, cancellationToken: context.CancellationToken).ConfigureAwait(false);
    }
}
