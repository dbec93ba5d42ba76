using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TelegramBotStack.Admins;

/// <summary>Lets administrators see users and decide who is administrator.</summary>
internal sealed class AdminsModule : IBotModule
{
    public void Configure(BotApplicationBuilder builder)
    {
        builder.UseUsers();
        builder.UseJson(AdminsJson.Default);
        // Before the menus, which are made by the roles.
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(services => services.GetRequiredService<StoredRoles>()));
        builder.Services
            .AddSingleton<AdminSetting>()
            .AddSingleton<StoredRoles>()
            .AddSingleton<IRoles>(services => services.GetRequiredService<StoredRoles>())
            .AddSingleton<IRateLimitExemption, AdminExemption>()
            .AddSingleton<PeopleList>()
            .AddSingleton<AdminNotices>()
            .AddSingleton<AdminCommands>()
            .AddSingleton<RoleCommands>();
    }

    public void ConfigureHandlers(BotHandlers handlers) => handlers
        .Use((context, next) => Commands(context).ClaimAsync(context, next))
        .DefaultCommand("list_users", context => List(context).ShowUsersAsync(context), ForAdmins("commands.list_users"))
        .DefaultCommand("list_admins", context => List(context).ShowAdminsAsync(context), ForAdmins("commands.list_admins"))
        .DefaultCommand("add_admin", context => Commands(context).AskToAddAsync(context), ForAdmins("commands.add_admin"))
        .DefaultCommand("remove_admin", context => Commands(context).AskToRemoveAsync(context), ForAdmins("commands.remove_admin"))
        .DefaultCommand("decline_admin", context => Commands(context).AskToDeclineAsync(context), ForAdmins("commands.decline_admin"))
        // Not in the menu: a bot without roles of its own has no use for them.
        .DefaultCommand("grant_role", context => context.Services.GetRequiredService<RoleCommands>().GrantAsync(context), options => options.AdminsOnly())
        .DefaultCommand("revoke_role", context => context.Services.GetRequiredService<RoleCommands>().RevokeAsync(context), options => options.AdminsOnly())
        .Callback(PeopleList.Button, context => List(context).TurnPageAsync(context), options => options.AdminsOnly())
        .Callback(AdminCommands.Button, context => Commands(context).PressAsync(context), options => options.AdminsOnly());

    private static Action<HandlerOptions> ForAdmins(string description) => options => options.DescribeLocalized(description).AdminsOnly();

    private static AdminCommands Commands(UpdateContext context) => context.Services.GetRequiredService<AdminCommands>();

    private static PeopleList List(UpdateContext context) => context.Services.GetRequiredService<PeopleList>();
}
