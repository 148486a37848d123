// Made by `npm run generate:api` from the server's OpenAPI document. Do not edit.

export interface paths {
    "/api/v2/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell who calls */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Sign in: by a link, a password or an API token
         * @description The answer sets a cookie. A link is used up by this call, not by being opened.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        link_token: string;
                    } | {
                        username: string;
                        password: string;
                    } | {
                        api_token: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Sign out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/session/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out everywhere */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set one's own password; all other sessions end */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Needed when there is one. */
                        current_password?: string;
                        new_password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Session"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Set a user's password; all sessions of the user end */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        new_password: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{id}/sign-in-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a link that signs a user in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Signs the user in, once, within an hour. Shown only now. */
                            url: string;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hear of changes as they happen
         * @description Server-sent events. Each has data `{"kind": "alert group" | "incident", "id": "…"}`: this one is
         *     new, was changed or is gone; read it again. `{"kind": "resync"}` means that changes may have been missed: read everything again that
         *     is shown. Changes are told within about a second, several of one object once. A comment comes every 15 seconds. After an
         *     interruption a browser sends `Last-Event-ID` and is told what it missed, by any server. A stream ends with the session or
         *     token it was opened with, and when the server stops. One server keeps at most 200 streams, 20 of one caller.
         */
        get: {
            parameters: {
                query?: never;
                header?: {
                    /** @description `id` of the last event that was received. */
                    "last-event-id"?: string;
                };
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Events until the stream ends. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": string;
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List alert groups */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                    /**
                     * @description Id of an integration, deleted ones included.
                     * @example I5WE7Y3K9QHZB
                     */
                    integration?: string;
                    /** @description Part of the title; case does not matter. */
                    q?: string;
                    /** @description `key=value`; given several times, all of them must be there. */
                    label?: string | string[];
                    /** @description Given several times, any of them. */
                    status?: ("firing" | "acknowledged" | "silenced" | "resolved") | ("firing" | "acknowledged" | "silenced" | "resolved")[];
                    /** @description Given several times, any of them: to see what became of groups that are known. */
                    id?: string | string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AlertGroupSummary"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an alert group */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertGroup"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count alert groups by state */
        get: {
            parameters: {
                query?: {
                    /**
                     * @description Id of an integration, deleted ones included.
                     * @example I5WE7Y3K9QHZB
                     */
                    integration?: string;
                    /** @description Part of the title; case does not matter. */
                    q?: string;
                    /** @description `key=value`; given several times, all of them must be there. */
                    label?: string | string[];
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Counted up to 1000: that number stands for as many or more. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            firing: number;
                            acknowledged: number;
                            silenced: number;
                            resolved: number;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the alerts of a group; a page of large ones is shorter than asked for */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Alert"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what happened to a group, by whom and why */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["TimelineEntry"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what outgoing webhooks were told of a group */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description At most 100. */
                            pending: components["schemas"]["PendingDelivery"][];
                            /** @description The newest 100 tries. */
                            attempts: components["schemas"]["Attempt"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Acknowledge an alert group */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertGroup"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/unacknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an acknowledgement back */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertGroup"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resolve an alert group */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertGroup"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/unresolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take up a resolved alert group again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertGroup"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/unsilence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the silence of an alert group */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertGroup"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/unattach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make an attached alert group independent */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertGroup"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/silence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Silence an alert group */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description How long; null until somebody ends it. */
                        duration_seconds: number | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertGroup"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/{id}/attach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attach an alert group to another one, which it follows from now on */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description The group to attach to.
                         * @example I5WE7Y3K9QHZB
                         */
                        root_group_id: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AlertGroup"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/alert-groups/bulk-actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Do the same to several alert groups; each succeeds or is refused by itself */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        ids: string[];
                        do: {
                            /** @enum {string} */
                            action: "acknowledge" | "unacknowledge" | "resolve" | "unsilence" | "unattach";
                        } | {
                            /** @enum {string} */
                            action: "unresolve";
                            /**
                             * @description What was acknowledged before it was resolved is so again, by whom and since when it was.
                             * @default false
                             */
                            keep_acknowledgement?: boolean;
                        } | {
                            /** @description How long; null until somebody ends it. */
                            duration_seconds: number | null;
                            /** @enum {string} */
                            action: "silence";
                        } | {
                            /**
                             * @description The group to attach to.
                             * @example I5WE7Y3K9QHZB
                             */
                            root_group_id: string;
                            /** @enum {string} */
                            action: "attach";
                        };
                        /**
                         * @description `version` of groups by id, as an earlier answer told it: a group that was changed since is refused and stays as it is. So is taking something back safe.
                         * @default {}
                         */
                        versions?: {
                            [key: string]: string;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            results: ({
                                /** @example I5WE7Y3K9QHZB */
                                id: string;
                                /** @enum {string} */
                                result: "done";
                                /**
                                 * @description Another one after every change.
                                 * @example 4711
                                 */
                                version: string;
                            } | {
                                /** @example I5WE7Y3K9QHZB */
                                id: string;
                                /** @enum {string} */
                                result: "refused";
                                error: {
                                    code: string;
                                    message: string;
                                };
                            })[];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List incidents */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                    status?: "active" | "resolved";
                    is_drill?: string;
                    /** @description Case does not matter. */
                    severity?: string;
                    /** @description One of its labels, exactly. */
                    label?: string;
                    /**
                     * @description Id of an alert group that is attached.
                     * @example I5WE7Y3K9QHZB
                     */
                    alert_group?: string;
                    /** @description Part of the title; case does not matter. */
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["IncidentSummary"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Declare an incident */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title: string;
                        /** @description Any short word; those of Grafana Incident are pending, minor, major and critical. */
                        severity?: string;
                        /**
                         * @default active
                         * @enum {string}
                         */
                        status?: "active" | "resolved";
                        /** @default false */
                        is_drill?: boolean;
                        /** @default [] */
                        labels?: string[];
                        /** @default null */
                        room_prefix?: string | null;
                        /** @default [] */
                        alert_group_ids?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Incident"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an incident */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Incident"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an incident; what is absent stays as it is */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        title?: string;
                        /** @description Any short word; those of Grafana Incident are pending, minor, major and critical. */
                        severity?: string;
                        /** @enum {string} */
                        status?: "active" | "resolved";
                        is_drill?: boolean;
                        labels?: string[];
                        room_prefix?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Incident"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v2/incidents/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resolve an incident */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Incident"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/incidents/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take up a resolved incident again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Incident"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/incidents/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what happened to an incident, and by whom */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["IncidentTimelineEntry"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/incidents/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a note into the timeline of an incident */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        text: string;
                    };
                };
            };
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/incidents/{id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what an incident was declared with: the webhook's request, a link to its context */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["IncidentAttachment"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/incidents/{id}/alert-groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Attach alert groups to an incident */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        alert_group_ids: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Incident"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/incidents/{id}/alert-groups/{groupId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an alert group off an incident */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    /** @example I5WE7Y3K9QHZB */
                    groupId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Incident"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/incidents/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what outgoing webhooks were told of an incident */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description At most 100. */
                            pending: components["schemas"]["PendingDelivery"][];
                            /** @description The newest 100 tries. */
                            attempts: components["schemas"]["Attempt"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integration-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the monitoring tools that integrations can be made for */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["IntegrationType"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List integrations */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                    /** @description Text in the name or in the type. */
                    q?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Integration"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make an integration */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        type: string;
                        /** @description Without a name it gets one from its type. */
                        name?: string;
                        description?: string | null;
                        team_id?: string | null;
                        /** @description New texts of template slots; null takes an override away. */
                        templates?: {
                            [key: string]: string | null;
                        };
                        labels?: {
                            key: string;
                            value: string;
                        }[];
                        dynamic_labels?: {
                            key: string;
                            value: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Integration"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an integration */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Integration"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete an integration; its alert groups stay */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change an integration */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Without a name it gets one from its type. */
                        name?: string;
                        description?: string | null;
                        team_id?: string | null;
                        /** @description New texts of template slots; null takes an override away. */
                        templates?: {
                            [key: string]: string | null;
                        };
                        labels?: {
                            key: string;
                            value: string;
                        }[];
                        dynamic_labels?: {
                            key: string;
                            value: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Integration"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v2/integrations/{id}/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how to make the tool send to this integration */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IntegrationConnection"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the field mapping */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null: the usual field names alone are looked at. */
                            mapping: components["schemas"]["FieldMapping"] | null;
                            /** @description The field names that are looked at without a mapping, and after its paths. */
                            usual: {
                                [key: string]: string[];
                            };
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Set the field mapping */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            /** @description Paths are names of fields with dots between them; the first at which a text stands counts. */
            requestBody: {
                content: {
                    "application/json": {
                        items?: string;
                        title?: string[];
                        message?: string[];
                        severity?: string[];
                        status?: string[];
                        key?: string[];
                        source?: string[];
                        link?: string[];
                        image?: string[];
                        severity_values?: {
                            [key: string]: "critical" | "error" | "warning" | "info";
                        };
                        status_values?: {
                            [key: string]: "firing" | "acknowledged" | "resolved" | "note" | "ignored";
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Null: the usual field names alone are looked at. */
                            mapping: components["schemas"]["FieldMapping"] | null;
                            /** @description The field names that are looked at without a mapping, and after its paths. */
                            usual: {
                                [key: string]: string[];
                            };
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        /** Take the field mapping away */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/mapping/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what a payload would be read as; nothing is done */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description The stored one when absent; null: none. */
                        mapping?: {
                            items?: string;
                            title?: string[];
                            message?: string[];
                            severity?: string[];
                            status?: string[];
                            key?: string[];
                            source?: string[];
                            link?: string[];
                            image?: string[];
                            severity_values?: {
                                [key: string]: "critical" | "error" | "warning" | "info";
                            };
                            status_values?: {
                                [key: string]: "firing" | "acknowledged" | "resolved" | "note" | "ignored";
                            };
                        } | null;
                        /** @description What the tool would send. Either this, `payload_text` or `request`. */
                        payload?: unknown;
                        /** @description The same as JSON text. */
                        payload_text?: string;
                        /** @description One of the last requests of the integration, by id. */
                        request?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FieldMappingTrial"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the options of an integration */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Empty for types that leave nothing to decide. */
                            options: components["schemas"]["IntegrationOption"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Set the options of an integration */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description By name. What is null or not named gets its default again. */
                        values: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Empty for types that leave nothing to decide. */
                            options: components["schemas"]["IntegrationOption"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the routes of an integration in order, the default one last */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Route"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make a route, before the default one or where `position` says */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description regex: Python's, searched in the payload's JSON text; jinja2: a template that renders true, 1 or ok.
                         * @enum {string}
                         */
                        kind: "regex" | "jinja2";
                        expression: string;
                        /** @description How many routes come before it; beyond the last means the end. */
                        position?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Route"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/routes/{route}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Delete a route; its alert groups stay */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    /** @example I5WE7Y3K9QHZB */
                    route: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change or move a route */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    /** @example I5WE7Y3K9QHZB */
                    route: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description regex: Python's, searched in the payload's JSON text; jinja2: a template that renders true, 1 or ok.
                         * @enum {string}
                         */
                        kind?: "regex" | "jinja2";
                        expression?: string;
                        /** @description How many routes come before it; beyond the last means the end. */
                        position?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Route"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v2/integrations/{id}/route-trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell which route would take each of the last alerts, and why; nothing is done */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description In order, without the default route; the stored ones when absent. */
                        routes?: {
                            /** @enum {string} */
                            kind: "regex" | "jinja2";
                            expression: string;
                        }[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RouteTrial"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/template-trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the last alerts by the present templates and by new ones; nothing is done */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description New texts of slots; null takes an override away. Slots that are absent stay as they are.
                         * @default {}
                         */
                        templates?: {
                            [key: string]: string | null;
                        };
                        /** @default false */
                        with_payloads?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TemplateTrial"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell whether requests must be signed */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["IntegrationSecret"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Have requests checked against a secret from now on */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A secret that the tool's vendor has issued. Without one a new one is made. */
                        secret?: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Whether requests must be signed. */
                            is_set: boolean;
                            set_at: string | null;
                            /** @description Until when the secret before this one counts as well. */
                            previous_until: string | null;
                            /** @description Amazon SNS: the only topic whose messages are taken. */
                            topic: {
                                name: string;
                                /**
                                 * Format: date-time
                                 * @example 2026-01-31T10:00:00Z
                                 */
                                pinned_at: string;
                            } | null;
                            /** @description The secret, when it was made here. It is shown this once. */
                            secret: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        /** Take requests without a signature again */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/secrets/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replace the secret; both count for a while */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A secret that the tool's vendor has issued. Without one a new one is made. */
                        secret?: string;
                        /**
                         * @description For how long the present secret counts beside the new one.
                         * @default 86400
                         */
                        overlap_seconds?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Whether requests must be signed. */
                            is_set: boolean;
                            set_at: string | null;
                            /** @description Until when the secret before this one counts as well. */
                            previous_until: string | null;
                            /** @description Amazon SNS: the only topic whose messages are taken. */
                            topic: {
                                name: string;
                                /**
                                 * Format: date-time
                                 * @example 2026-01-31T10:00:00Z
                                 */
                                pinned_at: string;
                            } | null;
                            /** @description The secret, when it was made here. It is shown this once. */
                            secret: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/topic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let the next confirmed subscription decide the topic anew */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/demo-alert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a demo alert, always into a new alert group */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description What the tool would send; its own example when absent. */
                        payload?: {
                            [key: string]: unknown;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The groups it opened. */
                            alert_groups: {
                                /** @example I5WE7Y3K9QHZB */
                                id: string;
                                link: string;
                            }[];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/maintenance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a maintenance or debug mode */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description debug: nobody is paged; maintenance: groups are collected in one as well.
                         * @enum {string}
                         */
                        mode: "debug" | "maintenance";
                        duration_seconds: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Integration"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** End it, and resolve the groups that were collected */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Integration"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/refused-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the newest requests that were refused at the door */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["KeptRequest"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/parked-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List requests that were accepted and could not be interpreted */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["KeptRequest"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/parked-requests/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Interpret a parked request anew */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/parked-requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Give a parked request up */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: number;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the last 50 requests, refused ones included */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["LastRequest"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/requests/{request}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tell what a request would do now; nothing is done */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    request: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Replay"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/heartbeats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List heartbeats */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                    /** @example I5WE7Y3K9QHZB */
                    integration?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Heartbeat"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make a heartbeat; its first ping must come in time as well */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Alarms are alerts of this integration: its routes decide who is told.
                         * @example I5WE7Y3K9QHZB
                         */
                        integration_id: string;
                        name: string;
                        interval_seconds: number;
                        /**
                         * @description How much later than that a ping may come.
                         * @default 0
                         */
                        grace_seconds?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Heartbeat"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/heartbeats/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a heartbeat */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Heartbeat"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Remove a heartbeat that has a URL of its own */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change, pause or switch on a heartbeat */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        interval_seconds?: number;
                        grace_seconds?: number;
                        /** @description False pauses it; true waits for a ping from now on. */
                        is_enabled?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Heartbeat"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v2/integrations/{id}/routing-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the keys that clients of PagerDuty and Opsgenie may use */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoutingKeys"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        /** Let senders keep a key of another product */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        routing_key: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RoutingKeys"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        /** Take the key of another product no more */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/integrations/{id}/change-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was changed on purpose, as its senders reported it */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ChangeEvent"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the events that webhooks were told of, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                    /**
                     * @description Id of an alert group.
                     * @example I5WE7Y3K9QHZB
                     */
                    alert_group?: string;
                    /**
                     * @description Id of an incident.
                     * @example I5WE7Y3K9QHZB
                     */
                    incident?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Event"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/template-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a template on a payload */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        template: string;
                        /** @description What templates see as `payload`. Either this or `payload_text`; `{}` when both are absent. */
                        payload?: unknown;
                        /** @description The payload as JSON text, which keeps the spelling of numbers. */
                        payload_text?: string;
                        /**
                         * @description What templates see as `alert`.
                         * @default null
                         */
                        facts?: components["schemas"]["AlertFactsInput"] | null;
                        /**
                         * @description What the result is judged as.
                         * @enum {string}
                         */
                        slot?: "grouping_key" | "resolve_signal" | "acknowledge_signal" | "source_link" | "slack.title" | "slack.message" | "slack.image_url" | "web.title" | "web.message" | "web.image_url" | "sms.title" | "phone_call.title" | "telegram.title" | "telegram.message" | "telegram.image_url" | "mobile_app.title" | "mobile_app.message" | "email.title" | "email.message" | "webhook.title" | "webhook.message" | "webhook.image_url";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            result: "text";
                            text: string;
                            /** @description For signals: whether the text counts as true. */
                            is_true: boolean | null;
                            /** @description For the grouping key: what is compared; null when each alert gets a group of its own. */
                            grouping_key: string | null;
                        } | {
                            /** @enum {string} */
                            result: "failed";
                            kind: string;
                            message: string;
                            hint: string;
                            line: number;
                            column: number;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List outgoing webhooks */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Webhook"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make an outgoing webhook */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        is_enabled?: boolean;
                        team_id?: string | null;
                        settings?: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description With oncall only; the other dialects choose `events` in their settings.
                         * @enum {string}
                         */
                        trigger?: "escalation" | "alert group created" | "acknowledge" | "resolve" | "silence" | "unsilence" | "unresolve" | "unacknowledge" | "status change" | "personal notification" | "incident declared" | "incident changed" | "incident resolved";
                        /** @enum {string} */
                        http_method?: "GET" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "PATCH";
                        url: string;
                        headers?: string | null;
                        data?: string | null;
                        trigger_template?: string | null;
                        forward_all?: boolean;
                        username?: string | null;
                        /** @description Null removes it. */
                        password?: string | null;
                        /** @description `<scheme> <credentials>`; null removes it. */
                        authorization_header?: string | null;
                        /** @description TLS and OAuth2 client credentials. What is absent of PEM texts and secrets stays; null removes all. */
                        connection?: {
                            /** @default null */
                            tls?: {
                                /** @description Trusted authorities instead of the usual ones, in PEM. */
                                ca?: string | null;
                                /** @description Shown to the receiver, in PEM. */
                                client_certificate?: string | null;
                                /** @description Key of the client certificate, in PEM. */
                                client_key?: string | null;
                                /**
                                 * @description Null: the host of the URL.
                                 * @default null
                                 */
                                server_name?: string | null;
                                /**
                                 * @description Accept any certificate of the receiver.
                                 * @default false
                                 */
                                insecure_skip_verify?: boolean;
                            } | null;
                            /**
                             * @description Client credentials; their token wins over others.
                             * @default null
                             */
                            oauth2?: {
                                token_url: string;
                                client_id: string;
                                /** @description Absent: the stored one stays. */
                                client_secret?: string;
                                /** @default [] */
                                scopes?: string[];
                                /**
                                 * @description Further fields of the request for a token.
                                 * @default {}
                                 */
                                endpoint_params?: {
                                    [key: string]: string;
                                };
                                /**
                                 * @description For the request for a token only.
                                 * @default null
                                 */
                                tls?: {
                                    /** @description Trusted authorities instead of the usual ones, in PEM. */
                                    ca?: string | null;
                                    /** @description Shown to the receiver, in PEM. */
                                    client_certificate?: string | null;
                                    /** @description Key of the client certificate, in PEM. */
                                    client_key?: string | null;
                                    /**
                                     * @description Null: the host of the URL.
                                     * @default null
                                     */
                                    server_name?: string | null;
                                    /**
                                     * @description Accept any certificate of the receiver.
                                     * @default false
                                     */
                                    insecure_skip_verify?: boolean;
                                } | null;
                            } | null;
                        } | null;
                        integration_ids?: string[];
                        deadline_ms?: number;
                        delivery?: {
                            /** @description A schedule by name, or the longest delays in seconds before tries 2, 3, … */
                            retry?: ("paging" | "integration") | number[];
                            /** @description A message older than this is given up. Null: when the schedule ends. */
                            expires_after_seconds?: number | null;
                            /** @description Most messages per second. Null: no limit. */
                            per_second?: number | null;
                            /** @description A message waits until the earlier ones about the same alert group or incident are over. */
                            ordered?: boolean;
                            /** @description Switched off after so many days without a success. Null: never. */
                            disable_after_days?: number | null;
                        };
                        /**
                         * @default oncall
                         * @enum {string}
                         */
                        dialect?: "oncall" | "grafana" | "opsknight" | "standard";
                        /** @description Absent: one is made where the dialect signs; null: none. */
                        signing_secret?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example I5WE7Y3K9QHZB */
                            id: string;
                            name: string;
                            is_enabled: boolean;
                            /** @description Why the server switched it off by itself. */
                            disabled_reason: string | null;
                            /** @description The last time it was off, from the first failure before that on: a replay of what `failed` between `since` and `until` sends what was given up. */
                            outage: {
                                /**
                                 * Format: date-time
                                 * @example 2026-01-31T10:00:00Z
                                 */
                                since: string;
                                /** @description Null while it is off. */
                                until: string | null;
                            } | null;
                            team_id: string | null;
                            /** @enum {string} */
                            dialect: "oncall" | "grafana" | "opsknight" | "standard";
                            /** @description What the dialect lets you choose; empty with oncall. */
                            settings: {
                                [key: string]: unknown;
                            };
                            trigger: string;
                            http_method: string;
                            url: string;
                            headers: string | null;
                            data: string | null;
                            trigger_template: string | null;
                            forward_all: boolean;
                            username: string | null;
                            /** @description Empty: every integration. */
                            integration_ids: string[];
                            has_password: boolean;
                            has_authorization_header: boolean;
                            signing_secret: {
                                /** @description What receivers verify with, of a private key (v1a). */
                                public_key: string | null;
                                /** @description Null: messages are not signed. */
                                set_at: string | null;
                                /** @description Until when the secret before it is in use as well. */
                                previous_until: string | null;
                            };
                            /** @description TLS and OAuth2, secrets told only to be there. */
                            connection: {
                                [key: string]: unknown;
                            };
                            deadline_ms: number;
                            delivery: components["schemas"]["WebhookDelivery"];
                            /**
                             * Format: date-time
                             * @example 2026-01-31T10:00:00Z
                             */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @example 2026-01-31T10:00:00Z
                             */
                            updated_at: string;
                            /** @description The signing secret, when it was made here. It is shown this once. */
                            secret: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Search the log of every try to deliver */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                    /**
                     * @description Id of a webhook, deleted ones included.
                     * @example I5WE7Y3K9QHZB
                     */
                    webhook?: string;
                    /**
                     * @description Id of an alert group.
                     * @example I5WE7Y3K9QHZB
                     */
                    alert_group?: string;
                    /**
                     * @description Id of an incident.
                     * @example I5WE7Y3K9QHZB
                     */
                    incident?: string;
                    result?: "delivered" | "retry" | "failed" | "superseded";
                    /** @description `internal`: failures of the server itself. */
                    cause?: "response" | "policy" | "template" | "dns" | "connect" | "tls" | "timeout" | "protocol" | "authorization" | "disabled" | "expired" | "internal";
                    /** @description From this moment on. */
                    since?: string;
                    /** @description Before this moment. */
                    until?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Attempt"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/import-grafana": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make webhooks of the contact points in a provisioning file of Grafana's */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A file of contact points (apiVersion 1), YAML or JSON. */
                        yaml: string;
                        /**
                         * @description Only check it.
                         * @default false
                         */
                        dry_run?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["GrafanaImport"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/export-grafana": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Write the webhooks of Grafana's form as a provisioning file of Grafana's, without secrets */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            yaml: string;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a webhook */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookDetail"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a webhook */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a webhook; what is absent stays */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        is_enabled?: boolean;
                        team_id?: string | null;
                        settings?: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description With oncall only; the other dialects choose `events` in their settings.
                         * @enum {string}
                         */
                        trigger?: "escalation" | "alert group created" | "acknowledge" | "resolve" | "silence" | "unsilence" | "unresolve" | "unacknowledge" | "status change" | "personal notification" | "incident declared" | "incident changed" | "incident resolved";
                        /** @enum {string} */
                        http_method?: "GET" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "PATCH";
                        url?: string;
                        headers?: string | null;
                        data?: string | null;
                        trigger_template?: string | null;
                        forward_all?: boolean;
                        username?: string | null;
                        /** @description Null removes it. */
                        password?: string | null;
                        /** @description `<scheme> <credentials>`; null removes it. */
                        authorization_header?: string | null;
                        /** @description TLS and OAuth2 client credentials. What is absent of PEM texts and secrets stays; null removes all. */
                        connection?: {
                            /** @default null */
                            tls?: {
                                /** @description Trusted authorities instead of the usual ones, in PEM. */
                                ca?: string | null;
                                /** @description Shown to the receiver, in PEM. */
                                client_certificate?: string | null;
                                /** @description Key of the client certificate, in PEM. */
                                client_key?: string | null;
                                /**
                                 * @description Null: the host of the URL.
                                 * @default null
                                 */
                                server_name?: string | null;
                                /**
                                 * @description Accept any certificate of the receiver.
                                 * @default false
                                 */
                                insecure_skip_verify?: boolean;
                            } | null;
                            /**
                             * @description Client credentials; their token wins over others.
                             * @default null
                             */
                            oauth2?: {
                                token_url: string;
                                client_id: string;
                                /** @description Absent: the stored one stays. */
                                client_secret?: string;
                                /** @default [] */
                                scopes?: string[];
                                /**
                                 * @description Further fields of the request for a token.
                                 * @default {}
                                 */
                                endpoint_params?: {
                                    [key: string]: string;
                                };
                                /**
                                 * @description For the request for a token only.
                                 * @default null
                                 */
                                tls?: {
                                    /** @description Trusted authorities instead of the usual ones, in PEM. */
                                    ca?: string | null;
                                    /** @description Shown to the receiver, in PEM. */
                                    client_certificate?: string | null;
                                    /** @description Key of the client certificate, in PEM. */
                                    client_key?: string | null;
                                    /**
                                     * @description Null: the host of the URL.
                                     * @default null
                                     */
                                    server_name?: string | null;
                                    /**
                                     * @description Accept any certificate of the receiver.
                                     * @default false
                                     */
                                    insecure_skip_verify?: boolean;
                                } | null;
                            } | null;
                        } | null;
                        integration_ids?: string[];
                        deadline_ms?: number;
                        delivery?: {
                            /** @description A schedule by name, or the longest delays in seconds before tries 2, 3, … */
                            retry?: ("paging" | "integration") | number[];
                            /** @description A message older than this is given up. Null: when the schedule ends. */
                            expires_after_seconds?: number | null;
                            /** @description Most messages per second. Null: no limit. */
                            per_second?: number | null;
                            /** @description A message waits until the earlier ones about the same alert group or incident are over. */
                            ordered?: boolean;
                            /** @description Switched off after so many days without a success. Null: never. */
                            disable_after_days?: number | null;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookDetail"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v2/webhooks/{id}/secret/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign with another secret; the one before stays in use for a while
         * @description At most 7 days. A form with one signature changes at once.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Absent: a new one is made. */
                        secret?: string;
                        /**
                         * @description For how long the present secret is in use as well, where a message can carry two signatures.
                         * @default 86400
                         */
                        overlap_seconds?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example I5WE7Y3K9QHZB */
                            id: string;
                            name: string;
                            is_enabled: boolean;
                            /** @description Why the server switched it off by itself. */
                            disabled_reason: string | null;
                            /** @description The last time it was off, from the first failure before that on: a replay of what `failed` between `since` and `until` sends what was given up. */
                            outage: {
                                /**
                                 * Format: date-time
                                 * @example 2026-01-31T10:00:00Z
                                 */
                                since: string;
                                /** @description Null while it is off. */
                                until: string | null;
                            } | null;
                            team_id: string | null;
                            /** @enum {string} */
                            dialect: "oncall" | "grafana" | "opsknight" | "standard";
                            /** @description What the dialect lets you choose; empty with oncall. */
                            settings: {
                                [key: string]: unknown;
                            };
                            trigger: string;
                            http_method: string;
                            url: string;
                            headers: string | null;
                            data: string | null;
                            trigger_template: string | null;
                            forward_all: boolean;
                            username: string | null;
                            /** @description Empty: every integration. */
                            integration_ids: string[];
                            has_password: boolean;
                            has_authorization_header: boolean;
                            signing_secret: {
                                /** @description What receivers verify with, of a private key (v1a). */
                                public_key: string | null;
                                /** @description Null: messages are not signed. */
                                set_at: string | null;
                                /** @description Until when the secret before it is in use as well. */
                                previous_until: string | null;
                            };
                            /** @description TLS and OAuth2, secrets told only to be there. */
                            connection: {
                                [key: string]: unknown;
                            };
                            deadline_ms: number;
                            delivery: components["schemas"]["WebhookDelivery"];
                            /**
                             * Format: date-time
                             * @example 2026-01-31T10:00:00Z
                             */
                            created_at: string;
                            /**
                             * Format: date-time
                             * @example 2026-01-31T10:00:00Z
                             */
                            updated_at: string;
                            /** @description The signing secret, when it was made here. It is shown this once. */
                            secret: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Send messages without a signature */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a message about a real alert group or the webhook itself, marked as a test */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Absent: the newest one the webhook listens to.
                         * @example I5WE7Y3K9QHZB
                         */
                        alert_group?: string;
                        /**
                         * @description `webhook failing`: about this webhook itself, for those that chose `webhook.failing`.
                         * @default alert group created
                         * @enum {string}
                         */
                        event?: "alert group created" | "acknowledge" | "resolve" | "silence" | "webhook failing";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            message_id: string;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{id}/replays": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List a webhook's replays, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["WebhookReplay"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make past deliveries once more: named ones, or those of a filter */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description These deliveries, however they ended. With `since` and `until` the log is searched only there. */
                        message_ids?: string[];
                        /**
                         * @description `failed` (given up and never arrived, the default), `delivered`, or `any` that ended.
                         * @enum {string}
                         */
                        outcome?: "failed" | "delivered" | "any";
                        /**
                         * Format: date-time
                         * @description Ended by a try from this moment on.
                         */
                        since?: string;
                        /**
                         * Format: date-time
                         * @description Ended by a try before this moment; now at the latest.
                         */
                        until?: string;
                        /** @example I5WE7Y3K9QHZB */
                        alert_group?: string;
                        /** @example I5WE7Y3K9QHZB */
                        incident?: string;
                        /**
                         * @description Of the last try; `internal`: failures of the server itself.
                         * @enum {string}
                         */
                        cause?: "response" | "policy" | "template" | "dns" | "connect" | "tls" | "timeout" | "protocol" | "authorization" | "disabled" | "expired" | "internal";
                        /**
                         * @description Most per second. Fewer while the receiver takes fewer: new messages do not wait for a replay.
                         * @default 100
                         */
                        per_second?: number;
                        /**
                         * @description Only count them.
                         * @default false
                         */
                        dry_run?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                        };
                    };
                };
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookReplay"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{id}/replays/{replay}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read how far a replay is */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    /** @example I5WE7Y3K9QHZB */
                    replay: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookReplay"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Take back what is not under way of a replay */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    /** @example I5WE7Y3K9QHZB */
                    replay: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookReplay"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/dead-letters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List deliveries given up because of failures of the server, newest first */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                    /**
                     * @description Of this webhook only.
                     * @example I5WE7Y3K9QHZB
                     */
                    webhook?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["DeadLetter"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                            /** @description Of all webhooks, up to 100,000. */
                            count: number;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/dead-letters/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send them once more: a replay for each webhook */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Of this webhook only.
                         * @example I5WE7Y3K9QHZB
                         */
                        webhook?: string;
                        /**
                         * @description Most per second. Fewer while the receiver takes fewer: new messages do not wait for a replay.
                         * @default 100
                         */
                        per_second?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Deliveries that are sent once more. */
                            total: number;
                            replays: {
                                /** @example I5WE7Y3K9QHZB */
                                webhook_id: string;
                                /** @example I5WE7Y3K9QHZB */
                                replay_id: string;
                                total: number;
                            }[];
                            /** @description Those of webhooks that are switched off; they stay. */
                            left: number;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/dead-letters/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Dismiss them: they are counted no more; their tries stay in the log */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description Of this webhook only.
                         * @example I5WE7Y3K9QHZB
                         */
                        webhook?: string;
                        delivery_ids?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            dismissed: number;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the request that a webhook would send, without saving or sending anything */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        webhook: {
                            name: string;
                            is_enabled?: boolean;
                            team_id?: string | null;
                            settings?: {
                                [key: string]: unknown;
                            };
                            /**
                             * @description With oncall only; the other dialects choose `events` in their settings.
                             * @enum {string}
                             */
                            trigger?: "escalation" | "alert group created" | "acknowledge" | "resolve" | "silence" | "unsilence" | "unresolve" | "unacknowledge" | "status change" | "personal notification" | "incident declared" | "incident changed" | "incident resolved";
                            /** @enum {string} */
                            http_method?: "GET" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "PATCH";
                            url: string;
                            headers?: string | null;
                            data?: string | null;
                            trigger_template?: string | null;
                            forward_all?: boolean;
                            username?: string | null;
                            /** @description Null removes it. */
                            password?: string | null;
                            /** @description `<scheme> <credentials>`; null removes it. */
                            authorization_header?: string | null;
                            /** @description TLS and OAuth2 client credentials. What is absent of PEM texts and secrets stays; null removes all. */
                            connection?: {
                                /** @default null */
                                tls?: {
                                    /** @description Trusted authorities instead of the usual ones, in PEM. */
                                    ca?: string | null;
                                    /** @description Shown to the receiver, in PEM. */
                                    client_certificate?: string | null;
                                    /** @description Key of the client certificate, in PEM. */
                                    client_key?: string | null;
                                    /**
                                     * @description Null: the host of the URL.
                                     * @default null
                                     */
                                    server_name?: string | null;
                                    /**
                                     * @description Accept any certificate of the receiver.
                                     * @default false
                                     */
                                    insecure_skip_verify?: boolean;
                                } | null;
                                /**
                                 * @description Client credentials; their token wins over others.
                                 * @default null
                                 */
                                oauth2?: {
                                    token_url: string;
                                    client_id: string;
                                    /** @description Absent: the stored one stays. */
                                    client_secret?: string;
                                    /** @default [] */
                                    scopes?: string[];
                                    /**
                                     * @description Further fields of the request for a token.
                                     * @default {}
                                     */
                                    endpoint_params?: {
                                        [key: string]: string;
                                    };
                                    /**
                                     * @description For the request for a token only.
                                     * @default null
                                     */
                                    tls?: {
                                        /** @description Trusted authorities instead of the usual ones, in PEM. */
                                        ca?: string | null;
                                        /** @description Shown to the receiver, in PEM. */
                                        client_certificate?: string | null;
                                        /** @description Key of the client certificate, in PEM. */
                                        client_key?: string | null;
                                        /**
                                         * @description Null: the host of the URL.
                                         * @default null
                                         */
                                        server_name?: string | null;
                                        /**
                                         * @description Accept any certificate of the receiver.
                                         * @default false
                                         */
                                        insecure_skip_verify?: boolean;
                                    } | null;
                                } | null;
                            } | null;
                            integration_ids?: string[];
                            deadline_ms?: number;
                            delivery?: {
                                /** @description A schedule by name, or the longest delays in seconds before tries 2, 3, … */
                                retry?: ("paging" | "integration") | number[];
                                /** @description A message older than this is given up. Null: when the schedule ends. */
                                expires_after_seconds?: number | null;
                                /** @description Most messages per second. Null: no limit. */
                                per_second?: number | null;
                                /** @description A message waits until the earlier ones about the same alert group or incident are over. */
                                ordered?: boolean;
                                /** @description Switched off after so many days without a success. Null: never. */
                                disable_after_days?: number | null;
                            };
                            /**
                             * @default oncall
                             * @enum {string}
                             */
                            dialect?: "oncall" | "grafana" | "opsknight" | "standard";
                            /** @description Absent: one is made where the dialect signs; null: none. */
                            signing_secret?: string | null;
                        };
                        /**
                         * @description Absent: the newest one the webhook listens to.
                         * @example I5WE7Y3K9QHZB
                         */
                        alert_group?: string;
                        /**
                         * @default alert group created
                         * @enum {string}
                         */
                        event?: "alert group created" | "acknowledge" | "resolve" | "silence";
                        /** @description A past event of `GET /events`, instead of one that is made of a group as it is now. */
                        event_id?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookPreview"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the request that a saved webhook would send, with changes that are not saved */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @default {} */
                        changes?: {
                            name?: string;
                            is_enabled?: boolean;
                            team_id?: string | null;
                            settings?: {
                                [key: string]: unknown;
                            };
                            /**
                             * @description With oncall only; the other dialects choose `events` in their settings.
                             * @enum {string}
                             */
                            trigger?: "escalation" | "alert group created" | "acknowledge" | "resolve" | "silence" | "unsilence" | "unresolve" | "unacknowledge" | "status change" | "personal notification" | "incident declared" | "incident changed" | "incident resolved";
                            /** @enum {string} */
                            http_method?: "GET" | "POST" | "PUT" | "DELETE" | "OPTIONS" | "PATCH";
                            url?: string;
                            headers?: string | null;
                            data?: string | null;
                            trigger_template?: string | null;
                            forward_all?: boolean;
                            username?: string | null;
                            /** @description Null removes it. */
                            password?: string | null;
                            /** @description `<scheme> <credentials>`; null removes it. */
                            authorization_header?: string | null;
                            /** @description TLS and OAuth2 client credentials. What is absent of PEM texts and secrets stays; null removes all. */
                            connection?: {
                                /** @default null */
                                tls?: {
                                    /** @description Trusted authorities instead of the usual ones, in PEM. */
                                    ca?: string | null;
                                    /** @description Shown to the receiver, in PEM. */
                                    client_certificate?: string | null;
                                    /** @description Key of the client certificate, in PEM. */
                                    client_key?: string | null;
                                    /**
                                     * @description Null: the host of the URL.
                                     * @default null
                                     */
                                    server_name?: string | null;
                                    /**
                                     * @description Accept any certificate of the receiver.
                                     * @default false
                                     */
                                    insecure_skip_verify?: boolean;
                                } | null;
                                /**
                                 * @description Client credentials; their token wins over others.
                                 * @default null
                                 */
                                oauth2?: {
                                    token_url: string;
                                    client_id: string;
                                    /** @description Absent: the stored one stays. */
                                    client_secret?: string;
                                    /** @default [] */
                                    scopes?: string[];
                                    /**
                                     * @description Further fields of the request for a token.
                                     * @default {}
                                     */
                                    endpoint_params?: {
                                        [key: string]: string;
                                    };
                                    /**
                                     * @description For the request for a token only.
                                     * @default null
                                     */
                                    tls?: {
                                        /** @description Trusted authorities instead of the usual ones, in PEM. */
                                        ca?: string | null;
                                        /** @description Shown to the receiver, in PEM. */
                                        client_certificate?: string | null;
                                        /** @description Key of the client certificate, in PEM. */
                                        client_key?: string | null;
                                        /**
                                         * @description Null: the host of the URL.
                                         * @default null
                                         */
                                        server_name?: string | null;
                                        /**
                                         * @description Accept any certificate of the receiver.
                                         * @default false
                                         */
                                        insecure_skip_verify?: boolean;
                                    } | null;
                                } | null;
                            } | null;
                            integration_ids?: string[];
                            deadline_ms?: number;
                            delivery?: {
                                /** @description A schedule by name, or the longest delays in seconds before tries 2, 3, … */
                                retry?: ("paging" | "integration") | number[];
                                /** @description A message older than this is given up. Null: when the schedule ends. */
                                expires_after_seconds?: number | null;
                                /** @description Most messages per second. Null: no limit. */
                                per_second?: number | null;
                                /** @description A message waits until the earlier ones about the same alert group or incident are over. */
                                ordered?: boolean;
                                /** @description Switched off after so many days without a success. Null: never. */
                                disable_after_days?: number | null;
                            };
                        };
                        /**
                         * @description Absent: the newest one the webhook listens to.
                         * @example I5WE7Y3K9QHZB
                         */
                        alert_group?: string;
                        /**
                         * @default alert group created
                         * @enum {string}
                         */
                        event?: "alert group created" | "acknowledge" | "resolve" | "silence";
                        /** @description A past event of `GET /events`, instead of one that is made of a group as it is now. */
                        event_id?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookPreview"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhook-event-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the events of each dialect, with schema and example */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["WebhookEventType"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhook-retry-schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the retry schedules that have a name */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["WebhookRetrySchedule"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{id}/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what a webhook is still to be sent, first what is due first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description At most 100. */
                            items: components["schemas"]["PendingDelivery"][];
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how a webhook's receiver is doing */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WebhookHealth"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List API tokens, revoked ones included */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Token"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make an API token */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /**
                         * @description Never above the user's own role.
                         * @default admin
                         * @enum {string}
                         */
                        role?: "viewer" | "responder" | "editor" | "admin";
                        /** @description Whom it acts as; the caller when absent, nobody when null. */
                        user_id?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example I5WE7Y3K9QHZB */
                            id: string;
                            /** @description The token itself. It is shown this once. */
                            token: string;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API token */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/session/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List one's own API tokens, revoked ones included */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Token"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make an API token that acts as oneself */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /**
                         * @description Yours when absent, never above it.
                         * @enum {string}
                         */
                        role?: "viewer" | "responder" | "editor" | "admin";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example I5WE7Y3K9QHZB */
                            id: string;
                            /** @description The token itself. It is shown this once. */
                            token: string;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/session/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke one of one's own API tokens */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/service-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List service accounts */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ServiceAccount"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make a service account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /**
                         * @description What it may do. Declaring incidents needs `responder`.
                         * @default responder
                         * @enum {string}
                         */
                        role?: "viewer" | "responder" | "editor" | "admin";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServiceAccount"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/service-accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a service account */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ServiceAccount"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a service account; all its tokens end at once */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/service-accounts/{id}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the tokens of a service account, revoked ones included */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["ServiceAccountToken"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make a token for a service account */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example I5WE7Y3K9QHZB */
                            id: string;
                            /** @description The token itself. It is shown this once. */
                            token: string;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/service-accounts/{id}/tokens/{tokenId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke a token of a service account; it ends at once */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    /** @example I5WE7Y3K9QHZB */
                    tokenId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users, deactivated ones included */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["User"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make a user */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        username: string;
                        /** @enum {string} */
                        role: "viewer" | "responder" | "editor" | "admin";
                        /** @default  */
                        email?: "" | string;
                        /**
                         * @description An IANA name such as `Europe/Berlin`.
                         * @default null
                         */
                        timezone?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a user */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a user; deactivate or reactivate */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @enum {string} */
                        role?: "viewer" | "responder" | "editor" | "admin";
                        email?: "" | string;
                        /** @description An IANA name such as `Europe/Berlin`. */
                        timezone?: string | null;
                        /** @description False ends all sessions and tokens of the user. */
                        is_active?: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v2/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change your own mail address and time zone */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        email?: "" | string;
                        /** @description An IANA name such as `Europe/Berlin`. */
                        timezone?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["User"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v2/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List teams */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["Team"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        /** Make a team */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        /** @default null */
                        email?: string | null;
                        /** @default [] */
                        member_ids?: string[];
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @example I5WE7Y3K9QHZB */
                            id: string;
                            name: string;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a team */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Team"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Delete a team that has no integrations and no webhooks any more */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Done. */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /** Change a team; what is absent stays as it is */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name?: string;
                        email?: string | null;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Team"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v2/teams/{id}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Add a user to a team */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    /** @example I5WE7Y3K9QHZB */
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Team"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        post?: never;
        /** Take a user out of a team */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    /** @example I5WE7Y3K9QHZB */
                    userId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Team"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/instance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show version, queues and database of the server; counts stop at 100,000 */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Instance"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/first-steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell which first steps have really happened, when and with what */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FirstSteps"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Dismiss the first steps for everybody, or lead there again */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        is_dismissed: boolean;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FirstSteps"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v2/first-steps/default-route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm that the default route is right for now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["FirstSteps"];
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who changed what */
        get: {
            parameters: {
                query?: {
                    /** @description `next_cursor` of the page before. */
                    cursor?: string;
                    limit?: number;
                    /** @description Exactly as it is shown. */
                    actor?: string;
                    /** @description `user`, `team`, `token`, `webhook`, … */
                    object_type?: string;
                    /** @example I5WE7Y3K9QHZB */
                    object_id?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            items: components["schemas"]["AuditEntry"][];
                            /** @description Null on the last page. */
                            next_cursor: string | null;
                        };
                    };
                };
                /** @description The request cannot be done. */
                "4XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
                /** @description The server cannot do it now. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Error"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AlertFactsInput: {
            title: string;
            message: string;
            /** @enum {string} */
            severity: "critical" | "error" | "warning" | "info";
            key: string | null;
            /** @enum {string} */
            signal: "firing" | "acknowledged" | "resolved" | "note";
            source: string;
            link: string | null;
            image: string | null;
        };
        Error: {
            error: {
                code: string;
                message: string;
                /** @description The field or parameter to blame, where one is. */
                field?: string;
                /** @description Where in the text of the field the mistake is, from 1. */
                line?: number;
                column?: number;
                /** @description How to mend it; may be empty. */
                hint?: string;
            };
        };
        Attempt: {
            id: number;
            /** @description Sent as `webhook-id`, the same over all tries. */
            delivery_id: string;
            event: string;
            webhook: {
                /** @example I5WE7Y3K9QHZB */
                id: string;
                name: string;
            };
            /** @description Null for an incident, and when the group was deleted. */
            alert_group_id: string | null;
            incident_id: string | null;
            number: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            started_at: string;
            /** @enum {string} */
            result: "delivered" | "retry" | "failed" | "superseded";
            /** @description Who or what is to blame for a try that did not deliver. */
            cause: string;
            /** @description The part of the message that could not be made. */
            error_part: string | null;
            error: string | null;
            request: {
                method: string;
                url: string;
                headers: {
                    [key: string]: string;
                };
                /** @description The first 64 K characters. */
                body: string | null;
                /** @description Rendered text of the trigger template. */
                trigger: string | null;
            };
            response: {
                status: number;
                headers: {
                    [key: string]: string;
                };
                /** @description Shown to admins only: a webhook can be pointed at any server. */
                body: string | null;
            } | null;
            /** @description Milliseconds by phase. */
            timings: {
                [key: string]: number;
            };
            next_try_at: string | null;
        };
        AlertGroupSummary: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            title: string;
            /** @enum {string} */
            status: "firing" | "acknowledged" | "silenced" | "resolved";
            alerts_count: number;
            integration: {
                /** @example I5WE7Y3K9QHZB */
                id: string;
                name: string;
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            started_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            last_alert_at: string;
            acknowledged_at: string | null;
            /** @description A username; null when it was not a person. */
            acknowledged_by: string | null;
            /** @description Null while silenced: until somebody ends it. */
            silenced_until: string | null;
            resolved_at: string | null;
            resolved_by: string | null;
            wiped_at: string | null;
            /** @description The group that this one is attached to. */
            root_group_id: string | null;
            url: string;
            /** @description What its state allows. A role or another group may still stand in the way. */
            actions: ("acknowledge" | "unacknowledge" | "resolve" | "unresolve" | "silence" | "unsilence" | "attach" | "unattach")[];
        };
        AlertFacts: {
            title: string;
            message: string;
            /** @enum {string} */
            severity: "critical" | "error" | "warning" | "info";
            key: string | null;
            /** @enum {string} */
            signal: "firing" | "acknowledged" | "resolved" | "note";
            source: string;
            link: string | null;
            image: string | null;
        };
        Alert: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
            is_resolve_signal: boolean;
            /** @description What was read from the payload; null for tools that have templates only. */
            facts: components["schemas"]["AlertFacts"] | null;
            /** @description JSON text as received: key order and the spelling of numbers are kept. */
            payload: string;
        };
        AlertGroup: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            title: string;
            /** @enum {string} */
            status: "firing" | "acknowledged" | "silenced" | "resolved";
            alerts_count: number;
            integration: {
                /** @example I5WE7Y3K9QHZB */
                id: string;
                name: string;
            };
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            started_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            last_alert_at: string;
            acknowledged_at: string | null;
            /** @description A username; null when it was not a person. */
            acknowledged_by: string | null;
            /** @description Null while silenced: until somebody ends it. */
            silenced_until: string | null;
            resolved_at: string | null;
            resolved_by: string | null;
            wiped_at: string | null;
            /** @description The group that this one is attached to. */
            root_group_id: string | null;
            url: string;
            /** @description What its state allows. A role or another group may still stand in the way. */
            actions: ("acknowledge" | "unacknowledge" | "resolve" | "unresolve" | "silence" | "unsilence" | "attach" | "unattach")[];
            route_id: string | null;
            /** @description The route as it is now; null when it was deleted. */
            route: {
                /** @example I5WE7Y3K9QHZB */
                id: string;
                is_default: boolean;
                /** @enum {string} */
                kind: "regex" | "jinja2";
                expression: string | null;
            } | null;
            /** @description Why the first alert took its route. */
            route_reason: string | null;
            labels: {
                [key: string]: unknown;
            };
            /** @description The first alert, by the integration's present templates for the web. */
            appearance: {
                title: string | null;
                /** @description Markdown as the template wrote it. Not safe HTML. */
                message: string | null;
                image_url: string | null;
                source_link: string | null;
                failures: {
                    slot: string;
                    message: string;
                }[];
            };
            /** @description Templates that failed when the newest alerts were grouped. */
            template_errors: {
                slot: string;
                message: string;
            }[];
            attached_groups: {
                /** @example I5WE7Y3K9QHZB */
                id: string;
                title: string;
                /** @enum {string} */
                status: "firing" | "acknowledged" | "silenced" | "resolved";
            }[];
            first_alert: components["schemas"]["Alert"] | null;
            last_alert: components["schemas"]["Alert"] | null;
        };
        TimelineEntry: {
            id: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            at: string;
            kind: string;
            /** @enum {string} */
            actor: "source" | "user" | "system";
            username: string | null;
            reason: string;
            detail: {
                [key: string]: unknown;
            };
        };
        PendingDelivery: {
            /** @description Sent as `webhook-id`, the same over all tries. */
            id: string;
            webhook: {
                /** @example I5WE7Y3K9QHZB */
                id: string;
                name: string;
            };
            event: string;
            /** @description Tries so far. */
            attempts: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description When it is tried next.
             * @example 2026-01-31T10:00:00Z
             */
            due_at: string;
            in_progress: boolean;
        };
        AuditEntry: {
            id: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            at: string;
            /** @description Who did it: a user, a service account, a token, or the server itself. */
            actor: string;
            action: string;
            object_type: string;
            object_id: string;
            /** @description What changed; never a secret. */
            detail: {
                [key: string]: unknown;
            };
        };
        WebhookDelivery: {
            /** @description A schedule by name, or the longest delays in seconds before tries 2, 3, … */
            retry: ("paging" | "integration") | number[];
            /** @description A message older than this is given up. Null: when the schedule ends. */
            expires_after_seconds: number | null;
            /** @description Most messages per second. Null: no limit. */
            per_second: number | null;
            /** @description A message waits until the earlier ones about the same alert group or incident are over. */
            ordered: boolean;
            /** @description Switched off after so many days without a success. Null: never. */
            disable_after_days: number | null;
        };
        WebhookRetrySchedule: {
            /** @enum {string} */
            name: "paging" | "integration";
            /** @description Longest delays before tries 2, 3, …; the first is made at once. */
            delays_seconds: number[];
        };
        WebhookDetail: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            name: string;
            is_enabled: boolean;
            /** @description Why the server switched it off by itself. */
            disabled_reason: string | null;
            /** @description The last time it was off, from the first failure before that on: a replay of what `failed` between `since` and `until` sends what was given up. */
            outage: {
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00Z
                 */
                since: string;
                /** @description Null while it is off. */
                until: string | null;
            } | null;
            team_id: string | null;
            /** @enum {string} */
            dialect: "oncall" | "grafana" | "opsknight" | "standard";
            /** @description What the dialect lets you choose; empty with oncall. */
            settings: {
                [key: string]: unknown;
            };
            trigger: string;
            http_method: string;
            url: string;
            headers: string | null;
            data: string | null;
            trigger_template: string | null;
            forward_all: boolean;
            username: string | null;
            /** @description Empty: every integration. */
            integration_ids: string[];
            has_password: boolean;
            has_authorization_header: boolean;
            signing_secret: {
                /** @description What receivers verify with, of a private key (v1a). */
                public_key: string | null;
                /** @description Null: messages are not signed. */
                set_at: string | null;
                /** @description Until when the secret before it is in use as well. */
                previous_until: string | null;
            };
            /** @description TLS and OAuth2, secrets told only to be there. */
            connection: {
                [key: string]: unknown;
            };
            deadline_ms: number;
            delivery: components["schemas"]["WebhookDelivery"];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            updated_at: string;
        };
        WebhookReplay: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            /**
             * @description Running: some are still to be queued or made. It rests while the webhook is switched off.
             * @enum {string}
             */
            state: "running" | "finished" | "cancelled";
            /** @description Deliveries of the replay; what was counted at first, exact once all are queued. */
            total: number;
            /** @description How many of them are queued so far. */
            queued: number;
            /** @description Those still to be made, retries included. */
            remaining: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
            cancelled_at: string | null;
        };
        DeadLetter: {
            /** @description Sent as `webhook-id`, the same over all tries. */
            delivery_id: string;
            webhook: {
                /** @example I5WE7Y3K9QHZB */
                id: string;
                name: string;
            };
            event: string;
            alert_group_id: string | null;
            incident_id: string | null;
            attempts: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            failed_at: string;
            error: string | null;
        };
        Integration: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            type: string;
            type_title: string;
            name: string;
            description: string | null;
            team_id: string | null;
            /** @description Where alerts are sent to; null for types that take none over HTTP. */
            url: string | null;
            /** @description Overridden template slots only. */
            templates: {
                [key: string]: string;
            };
            /** @description The type's own templates. */
            default_templates: {
                [key: string]: string;
            };
            labels: {
                key: string;
                value: string;
            }[];
            dynamic_labels: {
                key: string;
                value: string;
            }[];
            /** @description The last template that failed on a real alert; cleared by a template change. */
            template_error: {
                slot: string;
                message: string;
                at: string;
            } | null;
            refused_requests: number;
            /** @description While it lasts, new alert groups page nobody. */
            maintenance: {
                mode: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00Z
                 */
                started_at: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00Z
                 */
                ends_at: string;
            } | null;
            /** @description Accepted and not interpreted; counted up to 1,000. */
            parked_requests: number;
            /** @description When its tool was last heard from; null: never. Refused requests do not count. */
            last_request_at: string | null;
            /** @description Firing alert groups; counted up to 100. */
            firing_groups: number;
            /** @description Whether a field mapping says where the fields of an alert are. */
            takes_mapping: boolean;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
        };
        IntegrationType: {
            type: string;
            title: string;
            /** @enum {string} */
            category: "any" | "metrics" | "cloud" | "uptime" | "development" | "paging";
            /** @description How to make the tool send here: Markdown in which `{url}` stands for the URL. GET /integrations/{id}/connect has it filled in. */
            connect: string;
            /** @description How the tool signs its requests; empty: as a signing proxy or script of yours does. */
            signatures: string[];
            default_templates: {
                [key: string]: string;
            };
        };
        RouteTrial: {
            /**
             * @description Examples of the integration's type stand in while it has no request.
             * @enum {string}
             */
            source: "requests" | "examples";
            /** @description The last 20 requests that were taken, newest first. */
            requests: ({
                /** @description Id of the request; null for an example. */
                id: string | null;
                name: string;
                received_at: string | null;
                /** @constant */
                result: "interpreted";
                /** @description The first 10 alerts in it. */
                alerts: {
                    title: string;
                    /** @description Index of the route that takes it; null: the default route. */
                    taken_by: number | null;
                    /** @description One for each route, in order. */
                    verdicts: {
                        /**
                         * @description Whether the expression matches, be an earlier route to take the alert or not.
                         * @enum {string}
                         */
                        verdict: "matched" | "not_matched" | "failed";
                        /** @description What a template rendered, shortened. */
                        rendered: string | null;
                        failure: {
                            message: string;
                            /** @description How to mend it; may be empty. */
                            hint: string;
                            /** @description From 1, as the column. */
                            line: number;
                            column: number;
                        } | null;
                    }[];
                }[];
                more_alerts: number;
                /** @description Why alerts in it are left out. */
                note: string | null;
            } | {
                /** @description Id of the request; null for an example. */
                id: string | null;
                name: string;
                received_at: string | null;
                /** @enum {string} */
                result: "unreadable" | "not_tried";
                reason: string;
            })[];
        };
        TemplateTrial: {
            /**
             * @description Examples of the integration's type stand in while it has no request.
             * @enum {string}
             */
            source: "requests" | "examples";
            /** @description The last 20 requests that were taken, newest first. */
            requests: ({
                /** @description Id of the request; null for an example. */
                id: string | null;
                name: string;
                received_at: string | null;
                /** @constant */
                result: "interpreted";
                /** @description The first 10 alerts in it. */
                alerts: {
                    /** @description By the stored templates; long texts are cut. */
                    before: {
                        "web.title": string;
                        "web.message": string | null;
                        /** @description Null: a group of its own. */
                        grouping_key: string | null;
                        resolve_signal: boolean;
                        acknowledge_signal: boolean;
                        source_link: string | null;
                        "web.image_url": string | null;
                    };
                    after: {
                        "web.title": string;
                        "web.message": string | null;
                        /** @description Null: a group of its own. */
                        grouping_key: string | null;
                        resolve_signal: boolean;
                        acknowledge_signal: boolean;
                        source_link: string | null;
                        "web.image_url": string | null;
                    };
                    changed: ("web.title" | "web.message" | "grouping_key" | "resolve_signal" | "acknowledge_signal" | "source_link" | "web.image_url")[];
                    /** @description Of the draft. */
                    failures: {
                        /** @enum {string} */
                        slot: "web.title" | "web.message" | "grouping_key" | "resolve_signal" | "acknowledge_signal" | "source_link" | "web.image_url";
                        failure: {
                            message: string;
                            /** @description How to mend it; may be empty. */
                            hint: string;
                            /** @description From 1, as the column. */
                            line: number;
                            column: number;
                        };
                    }[];
                    /** @description What templates see as `payload`, when it was asked for. */
                    payload: string | null;
                    /** @description What templates see as `alert`, when it was asked for. */
                    facts: components["schemas"]["AlertFacts"] | null;
                }[];
                more_alerts: number;
                /** @description Why alerts in it are left out. */
                note: string | null;
            } | {
                /** @description Id of the request; null for an example. */
                id: string | null;
                name: string;
                received_at: string | null;
                /** @enum {string} */
                result: "unreadable" | "not_tried";
                reason: string;
            })[];
        };
        RoutingKeys: {
            /** @description A key that senders keep from PagerDuty or Opsgenie. */
            routing_key: string | null;
            /** @description The integration's token as 32 digits, for clients that insist on them. */
            hexadecimal: string;
        };
        ChangeEvent: {
            id: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            received_at: string;
            /** @description When the change happened, by its sender's clock. */
            changed_at: string | null;
            summary: string;
            source: string;
            /** @description JSON text as received, without the routing key. */
            payload: string;
        };
        Event: {
            id: number;
            type: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            at: string;
            /** @description Number of the event within its alert group or incident, or among those about the server. */
            sequence: number;
            /** @description Of the alert group, incident or webhook, as it was then; may be empty. */
            title: string;
            alert_group_id: string | null;
            incident_id: string | null;
        };
        FirstSteps: {
            /** @description All steps are done. */
            is_finished: boolean;
            /** @description People do not want to be led there any more. */
            is_dismissed: boolean;
            /** @description In order. */
            steps: {
                /**
                 * @description delivered: a tool delivered an alert, a demo alert is none; titled: a template made its title; routed: a route other than the default took it, or somebody confirmed the default; answered: a receiver answered an outgoing webhook with 2xx.
                 * @enum {string}
                 */
                step: "delivered" | "titled" | "routed" | "answered";
                /** @description Null while it has not happened. */
                done_at: string | null;
                /** @description Somebody said that the default route is right. */
                is_confirmed: boolean;
                /** @description What it was. */
                object: {
                    /** @enum {string} */
                    kind: "alert group" | "webhook";
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    /** @description Null when it is gone. */
                    name: string | null;
                } | null;
            }[];
        };
        Heartbeat: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            /** @example I5WE7Y3K9QHZB */
            integration_id: string;
            name: string;
            /** @description It came with its integration; its alarm needs at least one ping. */
            is_automatic: boolean;
            /** @description Where GET or POST is a ping. */
            url: string | null;
            interval_seconds: number;
            grace_seconds: number;
            /** @enum {string} */
            status: "idle" | "waiting" | "alive" | "missed" | "paused";
            /** @description Whether a missing ping gives an alarm. */
            is_enabled: boolean;
            last_ping_at: string | null;
            /** @description By when the next ping must come; null when none is waited for. */
            due_at: string | null;
            missed_at: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
        };
        IncidentSummary: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            title: string;
            /** @description Any short word; those of Grafana Incident are pending, minor, major and critical. */
            severity: string;
            /** @enum {string} */
            status: "active" | "resolved";
            /** @description An exercise. */
            is_drill: boolean;
            labels: string[];
            /** @description Beginning of the name of the incident's chat room. */
            room_prefix: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            declared_at: string;
            /** @description Null for the server itself, and for who is gone. */
            declared_by: {
                /** @enum {string} */
                kind: "user" | "service account";
                /** @example I5WE7Y3K9QHZB */
                id: string;
                name: string;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            changed_at: string;
            resolved_at: string | null;
            alert_group_ids: string[];
            url: string;
        };
        Incident: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            title: string;
            /** @description Any short word; those of Grafana Incident are pending, minor, major and critical. */
            severity: string;
            /** @enum {string} */
            status: "active" | "resolved";
            /** @description An exercise. */
            is_drill: boolean;
            labels: string[];
            /** @description Beginning of the name of the incident's chat room. */
            room_prefix: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            declared_at: string;
            /** @description Null for the server itself, and for who is gone. */
            declared_by: {
                /** @enum {string} */
                kind: "user" | "service account";
                /** @example I5WE7Y3K9QHZB */
                id: string;
                name: string;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            changed_at: string;
            resolved_at: string | null;
            alert_group_ids: string[];
            url: string;
            alert_groups: {
                /** @example I5WE7Y3K9QHZB */
                id: string;
                title: string;
                /** @enum {string} */
                status: "firing" | "acknowledged" | "silenced" | "resolved";
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00Z
                 */
                attached_at: string;
            }[];
        };
        IncidentTimelineEntry: {
            id: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            at: string;
            kind: string;
            /** @description Null for the server itself, and for who is gone. */
            actor: {
                /** @enum {string} */
                kind: "user" | "service account";
                /** @example I5WE7Y3K9QHZB */
                id: string;
                name: string;
            } | null;
            text: string;
            detail: {
                [key: string]: unknown;
            };
        };
        IncidentAttachment: {
            id: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            at: string;
            /** @enum {string} */
            kind: "request" | "link";
            caption: string;
            /** @description Of a request: the path and query that were called, secrets masked. */
            url: string;
            /** @description Of a request, secrets masked. */
            headers: {
                [key: string]: string;
            } | null;
            /** @description Of a request: the first 1 MB as text, secrets masked. */
            body: string | null;
            /** @description Length of the body as received. */
            body_bytes: number | null;
        };
        Instance: {
            version: string;
            public_url: string;
            /** @description Of the runtime of the server that answers. */
            node_version: string;
            /** @description Of the server that answers. */
            uptime_seconds: number;
            /** @description Host and process of every server that is connected to the database; at most 100. */
            servers: {
                name: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00Z
                 */
                connected_at: string;
            }[];
            intake: {
                waiting: number;
                oldest_waiting_seconds: number | null;
                /** @description Requests that could not be interpreted and wait for people. */
                parked: number;
            };
            deliveries: {
                pending: number;
                due: number;
                /** @description Of those that no failing receiver, rate limit or earlier message holds up. */
                oldest_due_seconds: number | null;
                in_flight: number;
                /** @description Given up because of failures of the server; they wait for people. */
                dead_letters: number;
            };
            alert_groups: {
                firing: number;
                acknowledged: number;
                silenced: number;
            };
            database_bytes: number;
            /** @description Of PostgreSQL. */
            database_version: string;
            /** @description The newest one of the database. */
            migration: {
                name: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00Z
                 */
                applied_at: string;
            };
        };
        IntegrationConnection: {
            /** @description Markdown, with the integration's own addresses and keys in it. */
            instructions: string;
            /** @description Where the tool sends its alerts, at OnCall's path. */
            url: string | null;
            /** @description The same at OpsKnight's path, its key included. */
            opsknight_url: string | null;
            /** @description Where GET or POST is a sign of life. */
            heartbeat_url: string | null;
            /** @description Null when the server or the integration takes no mail. */
            mail_address: string | null;
            /** @description How requests may be signed, as soon as the integration has a secret; Markdown. */
            signatures: string[];
        };
        KeptRequest: {
            id: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            received_at: string;
            content_type: string;
            /** @description The first 64 KB, the fields that its type declares secret masked. */
            body: string;
            /** @enum {string} */
            body_encoding: "utf-8" | "base64";
            /** @description Length of the whole body. */
            body_bytes: number;
            reason: string;
        };
        LastRequest: {
            id: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            received_at: string;
            content_type: string;
            /** @description The first 64 KB, the fields that its type declares secret masked. */
            body: string;
            /** @enum {string} */
            body_encoding: "utf-8" | "base64";
            /** @description Length of the whole body. */
            body_bytes: number;
            /** @description Why it was refused or could not be interpreted. */
            reason: string | null;
            /** @enum {string} */
            state: "waiting" | "parked" | "handled" | "refused";
            /** @description Not received: the server's own alert about a heartbeat. */
            is_own: boolean;
            /** @description Those that the integration's type reads; secrets masked. */
            headers: {
                [key: string]: string;
            };
            /** @description Secrets masked. */
            query: {
                [key: string]: string;
            };
            handled_at: string | null;
            outcome: {
                alerts: number;
                /** @description The first hundred groups its alerts came to. */
                alert_groups: string[];
                /** @description Why alerts in it were left out. */
                note: string | null;
            } | null;
        };
        Replay: {
            /** @constant */
            result: "refused";
            reason: string;
        } | {
            /** @constant */
            result: "interpreted";
            /** @description Why alerts in it would be left out. */
            note: string | null;
            alerts: {
                title: string;
                /** @description What the template rendered; null: a group of its own. */
                grouping_key: string | null;
                is_resolve_signal: boolean;
                is_acknowledge_signal: boolean;
                route: {
                    /** @example I5WE7Y3K9QHZB */
                    id: string;
                    is_default: boolean;
                    reason: string;
                };
                template_failures: {
                    slot: string;
                    message: string;
                }[];
                outcome: ("triggered" | "deduplicated" | "acknowledged" | "resolved" | "noted") | null;
                /** @description The group it would join. */
                alert_group_id: string | null;
                /** @description Which of the groups that the request would open, from 1. */
                new_group: number | null;
            }[];
        };
        FieldMapping: {
            /** @description The list of alerts inside the body. */
            items?: string;
            title?: string[];
            message?: string[];
            severity?: string[];
            status?: string[];
            key?: string[];
            source?: string[];
            link?: string[];
            image?: string[];
            severity_values?: {
                [key: string]: "critical" | "error" | "warning" | "info";
            };
            status_values?: {
                [key: string]: "firing" | "acknowledged" | "resolved" | "note" | "ignored";
            };
        };
        FieldMappingTrial: {
            /** @constant */
            result: "refused";
            reason: string;
        } | {
            /** @constant */
            result: "read";
            alerts: components["schemas"]["AlertFacts"][];
            /** @description Why alerts in it would be left out. */
            note: string | null;
        };
        IntegrationOption: {
            name: string;
            /** @enum {string} */
            kind: "choice" | "switch" | "list" | "header";
            help: string;
            /** @description What a choice can be; null for other kinds. */
            choices: string[] | null;
            /** @description A parameter of the integration's URL that counts first. */
            parameter: string | null;
            default: string | boolean | string[];
            /** @description What counts now. */
            value: string | boolean | string[];
            /** @description False: it has its default. */
            is_set: boolean;
        };
        Route: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            /** @description How many routes come before it. */
            position: number;
            /** @description It takes what no other route takes, and is always last. */
            is_default: boolean;
            /**
             * @description regex: Python's, searched in the payload's JSON text; jinja2: a template that renders true, 1 or ok.
             * @enum {string}
             */
            kind: "regex" | "jinja2";
            /** @description Null for the default route. */
            expression: string | null;
            alert_groups: {
                /** @description Alert groups that it opened and that are still stored, counted up to 1,000. */
                count: number;
                is_more: boolean;
                /** @description When it opened the newest of them. */
                last_at: string | null;
            };
        };
        IntegrationSecret: {
            /** @description Whether requests must be signed. */
            is_set: boolean;
            set_at: string | null;
            /** @description Until when the secret before this one counts as well. */
            previous_until: string | null;
            /** @description Amazon SNS: the only topic whose messages are taken. */
            topic: {
                name: string;
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00Z
                 */
                pinned_at: string;
            } | null;
        };
        Token: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            name: string;
            /** @description The first characters of the token. */
            hint: string;
            /** @enum {string} */
            role: "viewer" | "responder" | "editor" | "admin";
            /** @description Whom it acts as; null for a token of no person. */
            username: string | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
            last_used_at: string | null;
            revoked_at: string | null;
        };
        ServiceAccount: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            name: string;
            /** @enum {string} */
            role: "viewer" | "responder" | "editor" | "admin";
            /** @description Tokens that are not revoked. */
            tokens_count: number;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
            last_used_at: string | null;
        };
        ServiceAccountToken: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            name: string;
            /** @description The first characters of the token. */
            hint: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
            last_used_at: string | null;
            revoked_at: string | null;
        };
        Session: {
            /** @description Null for a token of no person. */
            user: {
                /** @example I5WE7Y3K9QHZB */
                id: string;
                username: string;
                name: string;
                email: string;
                /** @enum {string} */
                role: "viewer" | "responder" | "editor" | "admin";
                timezone: string | null;
            } | null;
            /** @enum {string} */
            role: "viewer" | "responder" | "editor" | "admin";
            /** @description What this caller may do. */
            permissions: string[];
            /** @description What a browser sends as `x-csrf-token` with every write. Empty for an API token, which needs none. */
            csrf_token: string;
        };
        Team: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            name: string;
            email: string | null;
            member_ids: string[];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
        };
        User: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            username: string;
            email: string;
            /** @enum {string} */
            role: "viewer" | "responder" | "editor" | "admin";
            timezone: string | null;
            team_ids: string[];
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
            deactivated_at: string | null;
        };
        WebhookEventType: {
            /** @enum {string} */
            dialect: "oncall" | "grafana" | "opsknight" | "standard";
            type: string;
            summary: string;
            /** @description Values of `settings.events` that choose it; with oncall, of `trigger`. */
            chosen_by: string[];
            /** @description False: it can be chosen, but nothing in this version tells of it. */
            is_told: boolean;
            /** @description JSON Schema of the body; with oncall, of what templates see. */
            schema: {
                [key: string]: unknown;
            };
            example: {
                [key: string]: unknown;
            };
        };
        WebhookHealth: {
            /** @description The latest tries within 24 hours, at most 1,000; the figures are theirs. */
            tries: number;
            delivered: number;
            /** @description From 0 to 1; null without tries. */
            success_rate: number | null;
            latency_ms: {
                p50: number | null;
                p95: number | null;
                p99: number | null;
            };
            breaker: {
                /**
                 * @description Open: the receiver failed ten times in a row; it is probed, and messages wait.
                 * @enum {string}
                 */
                state: "closed" | "open";
                open_since: string | null;
                reason: string | null;
                next_probe_at: string | null;
            };
            failures_in_a_row: number;
            /** @description Nothing was delivered since then; null while it works. */
            failing_since: string | null;
            /** @description The last notice, as a share of the time after which it is switched off: 50, 70, 90 or 100. */
            noticed_percent: number;
            /** @description Null: never because of failures. */
            switched_off_after_days: number | null;
            /** @description 100 percent of the notices. */
            notices_after_days: number;
            /** @description Messages that wait, counted up to 10,000. */
            waiting: number;
            /** @description Those of them whose time has come: held by breaker, rate limit or order. */
            parked: number;
            /** @description When the breaker is open, not before its next probe. */
            next_try_at: string | null;
            /** @description Within the last 24 hours. */
            last_failure: {
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00Z
                 */
                at: string;
                cause: string;
                status: number | null;
                error: string | null;
            } | null;
        };
        WebhookPreview: {
            /** @constant */
            kind: "request";
            request: {
                method: string;
                url: string;
                headers: {
                    [key: string]: string;
                };
                body: string | null;
                /** @description Rendered text of the trigger template. */
                trigger: string | null;
            };
        } | {
            /** @constant */
            kind: "unwanted";
        } | {
            /** @constant */
            kind: "unmade";
            /** @description The part that could not be made: trigger, url, headers or data. */
            part: string;
            message: string;
            line: number | null;
            column: number | null;
        };
        GrafanaImport: {
            items: {
                contact_point: string;
                /** @description In Grafana. */
                uid: string | null;
                /** @description Null: not made. */
                webhook_id: string | null;
                error: string | null;
                /** @description Settings that mean nothing here. */
                ignored: string[];
            }[];
            /** @description No webhooks. */
            skipped: {
                contact_point: string;
                type: string;
            }[];
        };
        Webhook: {
            /** @example I5WE7Y3K9QHZB */
            id: string;
            name: string;
            is_enabled: boolean;
            /** @description Why the server switched it off by itself. */
            disabled_reason: string | null;
            team_id: string | null;
            /** @enum {string} */
            dialect: "oncall" | "grafana" | "opsknight" | "standard";
            trigger: string;
            http_method: string;
            /** @description The URL's template. */
            url: string;
            /** @description Empty: every integration. */
            integration_ids: string[];
            has_password: boolean;
            has_authorization_header: boolean;
            deadline_ms: number;
            /**
             * @description Open: the receiver failed ten times in a row; it is probed, and messages wait.
             * @enum {string}
             */
            breaker: "closed" | "open";
            /** @description Nothing was delivered since then; null while it works. */
            failing_since: string | null;
            /** @description Counted up to 1,000. */
            pending_deliveries: number;
            last_attempt: {
                /**
                 * Format: date-time
                 * @example 2026-01-31T10:00:00Z
                 */
                at: string;
                result: string;
            } | null;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-01-31T10:00:00Z
             */
            updated_at: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
