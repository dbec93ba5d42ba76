using TelegramBotStack.Web.Dashboard;

namespace TelegramBotStack.Web;

/// <summary>A page for the bot's administrators.</summary>
public static class DashboardExtensions
{
    /// <summary>
    /// Serves a page that shows administrators how the bot is, while this is the active instance. Who writes <c>/dashboard</c> to
    /// the bot and is administrator gets a link that opens it once; there is no password. Brings <see cref="AdminsExtensions.UseAdmins"/>.
    /// docs/dashboard.md.
    /// </summary>
    /// <param name="builder">The bot.</param>
    /// <param name="configure">Sets what the settings <c>BOTSTACK_DASHBOARD_…</c> leave open. Default: nothing.</param>
    public static BotApplicationBuilder UseDashboard(this BotApplicationBuilder builder, Action<DashboardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new DashboardOptions();
        configure?.Invoke(options);
        return builder.AddModule(new DashboardModule(options));
    }
}
