using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TelegramBotStack.Web.Dashboard;

internal sealed class DashboardModule(DashboardOptions options) : IBotModule
{
    public void Configure(BotApplicationBuilder builder)
    {
        builder.UseAdmins();
        builder.UseJson(DashboardJson.Default);
        builder.Services
            .AddSingleton(options)
            .AddSingleton<RecentErrors>()
            .AddSingleton<ILoggerProvider>(services => services.GetRequiredService<RecentErrors>())
            .AddSingleton<Doorkeeper>()
            .AddSingleton<PeopleCount>()
            .AddSingleton<UpdateRate>()
            .AddSingleton<DashboardReader>()
            .AddSingleton<DashboardServer>()
            .AddSingleton<DashboardCommand>()
            .AddSingleton<IHostedService>(services => services.GetRequiredService<UpdateRate>())
            .AddSingleton<IHostedService>(services => services.GetRequiredService<DashboardServer>());
    }

    public void ConfigureHandlers(BotHandlers handlers) => handlers.DefaultCommand(
        "dashboard",
        context => context.Services.GetRequiredService<DashboardCommand>().AnswerAsync(context),
        options => options.DescribeLocalized("commands.dashboard").AdminsOnly());
}
