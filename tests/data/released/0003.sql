BEGIN TRANSACTION;
CREATE TABLE accounts (
	front VARCHAR(32) NOT NULL, 
	account VARCHAR(64) NOT NULL, 
	person_id INTEGER NOT NULL, 
	CONSTRAINT pk_accounts PRIMARY KEY (front, account), 
	CONSTRAINT fk_accounts_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "accounts" VALUES('telegram','1-a',1);
INSERT INTO "accounts" VALUES('telegram','1-b',2);
INSERT INTO "accounts" VALUES('telegram','2-a',3);
INSERT INTO "accounts" VALUES('telegram','2-b',4);
CREATE TABLE admissions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	secret_hash VARCHAR(64) NOT NULL, 
	admin BOOLEAN NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_by INTEGER, 
	used_at DATETIME, 
	revoked BOOLEAN DEFAULT 0 NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT fk_admissions_used_by FOREIGN KEY(used_by) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT uq_admissions_secret_hash UNIQUE (secret_hash)
);
INSERT INTO "admissions" VALUES(1,'5a5c70ac7466cba9a3c84d5058680d278582780c2e6376ab4064c0ca3fcd9b58',0,'2026-03-09 09:00:00.000000',2,'2026-03-02 09:00:00.000000',0,'2026-03-02 09:00:00.000000');
INSERT INTO "admissions" VALUES(2,'edce2ce091bdaf0bc93b1495a9075d180ea6476908f0109eb5c7c55d5a76f3c9',0,'2026-03-09 09:00:00.000000',4,'2026-03-02 09:00:00.000000',0,'2026-03-02 09:00:00.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
CREATE TABLE approvals (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	person_id INTEGER, 
	level TEXT, 
	hash VARCHAR(64) NOT NULL, 
	approved_at DATETIME NOT NULL, 
	CONSTRAINT fk_approvals_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT fk_approvals_workspace_id_version_id FOREIGN KEY(workspace_id, version_id) REFERENCES versions (workspace_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_approvals_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE, 
	CONSTRAINT uq_approvals_workspace_id_version_id_person_id UNIQUE (workspace_id, version_id, person_id)
);
INSERT INTO "approvals" VALUES(1,1,1,2,NULL,'6ad080bd5d1eb0848a2703c4a3f627193adb1d00ff78cb9da466d94adf7ba080','2026-03-02 09:00:00.000000');
INSERT INTO "approvals" VALUES(2,2,2,4,NULL,'6ad080bd5d1eb0848a2703c4a3f627193adb1d00ff78cb9da466d94adf7ba080','2026-03-02 09:00:00.000000');
CREATE TABLE cards (
	front VARCHAR(32) NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	message VARCHAR(64) NOT NULL, 
	workspace_id INTEGER NOT NULL, 
	card VARCHAR(64) NOT NULL, 
	shown_at DATETIME NOT NULL, 
	CONSTRAINT pk_cards PRIMARY KEY (front, chat, message), 
	CONSTRAINT fk_cards_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "cards" VALUES('telegram','1-a','77',1,'post:1','2026-03-02 09:00:00.000000');
INSERT INTO "cards" VALUES('telegram','2-a','77',2,'post:2','2026-03-02 09:00:00.000000');
CREATE TABLE chats (
	front VARCHAR(32) NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	workspace_id INTEGER NOT NULL, 
	linked_by INTEGER, 
	linked_at DATETIME NOT NULL, 
	CONSTRAINT pk_chats PRIMARY KEY (front, chat), 
	CONSTRAINT fk_chats_linked_by FOREIGN KEY(linked_by) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT fk_chats_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "chats" VALUES('telegram','1-group',1,1,'2026-03-02 09:00:00.000000');
INSERT INTO "chats" VALUES('telegram','2-group',2,3,'2026-03-02 09:00:00.000000');
CREATE TABLE decisions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	person_id INTEGER, 
	person_name TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	level TEXT, 
	ticks TEXT NOT NULL, 
	self_approval BOOLEAN NOT NULL, 
	responsible TEXT, 
	writer TEXT NOT NULL, 
	outsider TEXT, 
	opened_at DATETIME, 
	decided_at DATETIME NOT NULL, 
	CONSTRAINT fk_decisions_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT fk_decisions_workspace_id_post_id FOREIGN KEY(workspace_id, post_id) REFERENCES posts (workspace_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_decisions_workspace_id_version_id FOREIGN KEY(workspace_id, version_id) REFERENCES versions (workspace_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_decisions_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
);
INSERT INTO "decisions" VALUES(1,1,1,1,'6ad080bd5d1eb0848a2703c4a3f627193adb1d00ff78cb9da466d94adf7ba080','submit',1,'Anna','',NULL,'[]',0,'Anna van der Berg','playbook',NULL,NULL,'2026-03-02 09:00:00.000000');
INSERT INTO "decisions" VALUES(2,1,1,1,'6ad080bd5d1eb0848a2703c4a3f627193adb1d00ff78cb9da466d94adf7ba080','approve',2,'Bram','',NULL,'[]',0,'Anna van der Berg','playbook',NULL,'2026-03-02 09:00:00.000000','2026-03-02 09:00:00.000000');
INSERT INTO "decisions" VALUES(3,1,1,1,'6ad080bd5d1eb0848a2703c4a3f627193adb1d00ff78cb9da466d94adf7ba080','reported',1,'Anna','',NULL,'[]',0,'Anna van der Berg','playbook','["C. Klant","Waterschap","mail","2026-03-02","bericht 7"]',NULL,'2026-03-02 09:00:00.000000');
INSERT INTO "decisions" VALUES(4,2,2,2,'6ad080bd5d1eb0848a2703c4a3f627193adb1d00ff78cb9da466d94adf7ba080','submit',3,'Anna','',NULL,'[]',0,'Anna van der Berg','playbook',NULL,NULL,'2026-03-02 09:00:00.000000');
INSERT INTO "decisions" VALUES(5,2,2,2,'6ad080bd5d1eb0848a2703c4a3f627193adb1d00ff78cb9da466d94adf7ba080','approve',4,'Bram','',NULL,'[]',0,'Anna van der Berg','playbook',NULL,'2026-03-02 09:00:00.000000','2026-03-02 09:00:00.000000');
INSERT INTO "decisions" VALUES(6,2,2,2,'6ad080bd5d1eb0848a2703c4a3f627193adb1d00ff78cb9da466d94adf7ba080','reported',3,'Anna','',NULL,'[]',0,'Anna van der Berg','playbook','["C. Klant","Waterschap","mail","2026-03-02","bericht 7"]',NULL,'2026-03-02 09:00:00.000000');
INSERT INTO "decisions" VALUES(7,1,1,3,'4d53a2bd1c6e88333d522a0c04d5bed6038359c7c64ca5e85fda6205a9e175da','submit',1,'Anna','',NULL,'[]',0,'Anna van der Berg','playbook',NULL,NULL,'2026-03-02 09:00:00.000000');
CREATE TABLE entries (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	"key" VARCHAR(40) NOT NULL, 
	data TEXT NOT NULL, 
	revision INTEGER NOT NULL, 
	withdrawn BOOLEAN DEFAULT 0 NOT NULL, 
	changed_by INTEGER, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT fk_entries_changed_by FOREIGN KEY(changed_by) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT fk_entries_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE, 
	CONSTRAINT uq_entries_workspace_id_kind_key UNIQUE (workspace_id, kind, "key")
);
INSERT INTO "entries" VALUES(1,1,'proof','B1','{"id":"B1","text":"94% is na een dag droog.","source":null,"period":null,"scope":null,"valid_until":null}',1,0,1,'2026-03-02 09:00:00.000000');
INSERT INTO "entries" VALUES(2,2,'proof','B1','{"id":"B1","text":"94% is na een dag droog.","source":null,"period":null,"scope":null,"valid_until":null}',1,0,3,'2026-03-02 09:00:00.000000');
INSERT INTO "entries" VALUES(3,1,'persona','P1','{"id":"P1","name":"Starter","role":null,"need":"Een droge kelder","situation":null,"questions":[],"decision_factors":[],"objections":[],"vocabulary":[],"channels":[],"attachment":null,"observed":[]}',1,0,1,'2026-03-02 09:00:00.000000');
INSERT INTO "entries" VALUES(4,1,'proposition','V1','{"id":"V1","text":"Binnen een dag droog.","need":null,"benefit":null,"better":null}',1,0,1,'2026-03-02 09:00:00.000000');
INSERT INTO "entries" VALUES(5,1,'proof','B2','{"id":"B2","text":"94% is na een dag droog.","source":null,"period":null,"scope":null,"valid_until":null}',1,0,1,'2026-03-02 09:00:00.000000');
INSERT INTO "entries" VALUES(6,1,'asset','M1','{"id":"M1","kind":"page","title":"Prijzen","url":"https://waterkant.example/prijzen"}',1,0,1,'2026-03-02 09:00:00.000000');
INSERT INTO "entries" VALUES(7,1,'source','S1','{"id":"S1","title":"Gesprek","text":"Na een dag was 94% droog.","date":null,"permission":"internal"}',1,0,1,'2026-03-02 09:00:00.000000');
INSERT INTO "entries" VALUES(8,1,'topic','T1','{"id":"T1","title":"Wat kost een natte kelder?","angle":"rekenen","question":"Wat ben ik kwijt?","format":"list","keywords":[],"media":"owned","why":{"need":"droog","phase":"afwegen","proposition":"snel","goal":"bellen"}}',1,0,1,'2026-03-02 09:00:00.000000');
CREATE TABLE flows (
	front VARCHAR(32) NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	person_id INTEGER NOT NULL, 
	data TEXT NOT NULL, 
	touched_at DATETIME NOT NULL, 
	CONSTRAINT pk_flows PRIMARY KEY (front, chat, person_id), 
	CONSTRAINT fk_flows_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "flows" VALUES('telegram','1-a',1,'["new.channels", {"persona": "P1"}]','2026-03-02 09:00:00.000000');
INSERT INTO "flows" VALUES('telegram','2-a',3,'["new.channels", {"persona": "P1"}]','2026-03-02 09:00:00.000000');
CREATE TABLE inbox (
	front VARCHAR(32) NOT NULL, 
	update_id VARCHAR(64) NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_inbox PRIMARY KEY (front, update_id)
)
 WITHOUT ROWID

;
INSERT INTO "inbox" VALUES('telegram','1-u1','2026-03-02 09:00:00.000000');
INSERT INTO "inbox" VALUES('telegram','2-u1','2026-03-02 09:00:00.000000');
CREATE TABLE invites (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER NOT NULL, 
	secret_hash VARCHAR(64) NOT NULL, 
	roles TEXT NOT NULL, 
	expires_at DATETIME NOT NULL, 
	created_by INTEGER, 
	created_at DATETIME NOT NULL, 
	used_by INTEGER, 
	used_at DATETIME, 
	revoked BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT fk_invites_created_by FOREIGN KEY(created_by) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT fk_invites_used_by FOREIGN KEY(used_by) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT fk_invites_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE, 
	CONSTRAINT uq_invites_secret_hash UNIQUE (secret_hash)
);
INSERT INTO "invites" VALUES(1,1,'b252fb3e5a0d3afc7085b45a1c0badbfe603106780ee7aec28bc01f5abcc996a','editor','2026-03-09 09:00:00.000000',1,'2026-03-02 09:00:00.000000',NULL,NULL,0);
INSERT INTO "invites" VALUES(2,2,'173aa1f0f81fba05c37e56da5ab64e320b48578e45215fbca244b6491d940388','editor','2026-03-09 09:00:00.000000',3,'2026-03-02 09:00:00.000000',NULL,NULL,0);
CREATE TABLE jobs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	kind VARCHAR(40) NOT NULL, 
	"key" VARCHAR(160) NOT NULL, 
	request TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	done INTEGER NOT NULL, 
	total INTEGER NOT NULL, 
	error TEXT NOT NULL, 
	submitted_at DATETIME NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT fk_jobs_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT fk_jobs_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE, 
	CONSTRAINT uq_jobs_key UNIQUE ("key")
);
INSERT INTO "jobs" VALUES(1,1,1,'pack','1:tg-1','{"brief": 1}','waiting',0,3,'','2026-03-02 09:00:00.000000','2026-03-02 09:00:00.000000');
INSERT INTO "jobs" VALUES(2,2,3,'pack','2:tg-2','{"brief": 1}','waiting',0,3,'','2026-03-02 09:00:00.000000','2026-03-02 09:00:00.000000');
CREATE TABLE memberships (
	workspace_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	roles TEXT NOT NULL, 
	joined_at DATETIME NOT NULL, 
	CONSTRAINT pk_memberships PRIMARY KEY (workspace_id, person_id), 
	CONSTRAINT fk_memberships_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT fk_memberships_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "memberships" VALUES(1,1,'owner','2026-03-02 09:00:00.000000');
INSERT INTO "memberships" VALUES(1,2,'reviewer','2026-03-02 09:00:00.000000');
INSERT INTO "memberships" VALUES(2,3,'owner','2026-03-02 09:00:00.000000');
INSERT INTO "memberships" VALUES(2,4,'reviewer','2026-03-02 09:00:00.000000');
CREATE TABLE openings (
	workspace_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	opened_at DATETIME NOT NULL, 
	CONSTRAINT pk_openings PRIMARY KEY (workspace_id, version_id, person_id), 
	CONSTRAINT fk_openings_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT fk_openings_workspace_id_version_id FOREIGN KEY(workspace_id, version_id) REFERENCES versions (workspace_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_openings_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "openings" VALUES(1,1,2,'2026-03-02 09:00:00.000000');
INSERT INTO "openings" VALUES(2,2,4,'2026-03-02 09:00:00.000000');
CREATE TABLE packs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER NOT NULL, 
	brief TEXT NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	writer TEXT NOT NULL, 
	templates VARCHAR(64) NOT NULL, 
	topics TEXT NOT NULL, 
	reserve TEXT NOT NULL, 
	facts TEXT NOT NULL, 
	key_message TEXT, 
	usage TEXT NOT NULL, 
	notes TEXT NOT NULL, 
	made_by INTEGER, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT fk_packs_made_by FOREIGN KEY(made_by) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT fk_packs_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE, 
	CONSTRAINT uq_packs_workspace_id_id UNIQUE (workspace_id, id)
);
INSERT INTO "packs" VALUES(1,1,'{"schema":"kernbot.brief/1","language":"nl","brand":{"name":"Waterkant","sector":null,"address":"je","locale":null,"voice":null,"banned":[],"preferred":[],"required":[],"emoji":"some","site":null},"persona":{"id":null,"name":null,"role":null,"need":"Droge voeten","situation":null,"questions":[],"decision_factors":[],"objections":[],"vocabulary":[],"channels":[],"attachment":null,"observed":[]},"journey":"canvas7","phase":"consider","proposition":{"id":null,"text":"Binnen een dag een droge kelder.","need":null,"benefit":null,"better":null},"terms":{"problem":null,"solution":null,"product":null,"alternative":null},"source":null,"proof":[],"assets":[],"goal":null,"trigger":null,"keywords":[],"channels":[],"author":"page","link":null,"utm":null,"commercial_relation":false,"topics":6}','nl','playbook','','[{"id":"t1","title":"Wat kost een natte kelder?","angle":"rekenen","question":"Wat ben ik kwijt?","format":"list","keywords":[],"media":"owned","why":{"need":"droog","phase":"afwegen","proposition":"snel","goal":"bellen"}}]','[]','[{"id":"f1","text":"94% droog","sentence":"Na een dag was 94% droog."}]',NULL,'{"calls":0,"prompt_tokens":0,"cached_tokens":0,"completion_tokens":0,"cost":null,"broken_off":0}','[]',1,'2026-03-02 09:00:00.000000');
INSERT INTO "packs" VALUES(2,2,'{"schema":"kernbot.brief/1","language":"nl","brand":{"name":"Elders","sector":null,"address":"je","locale":null,"voice":null,"banned":[],"preferred":[],"required":[],"emoji":"some","site":null},"persona":{"id":null,"name":null,"role":null,"need":"Droge voeten","situation":null,"questions":[],"decision_factors":[],"objections":[],"vocabulary":[],"channels":[],"attachment":null,"observed":[]},"journey":"canvas7","phase":"consider","proposition":{"id":null,"text":"Binnen een dag een droge kelder.","need":null,"benefit":null,"better":null},"terms":{"problem":null,"solution":null,"product":null,"alternative":null},"source":null,"proof":[],"assets":[],"goal":null,"trigger":null,"keywords":[],"channels":[],"author":"page","link":null,"utm":null,"commercial_relation":false,"topics":6}','nl','playbook','','[{"id":"t1","title":"Wat kost een natte kelder?","angle":"rekenen","question":"Wat ben ik kwijt?","format":"list","keywords":[],"media":"owned","why":{"need":"droog","phase":"afwegen","proposition":"snel","goal":"bellen"}}]','[]','[{"id":"f1","text":"94% droog","sentence":"Na een dag was 94% droog."}]',NULL,'{"calls":0,"prompt_tokens":0,"cached_tokens":0,"completion_tokens":0,"cost":null,"broken_off":0}','[]',3,'2026-03-02 09:00:00.000000');
CREATE TABLE people (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	language VARCHAR(8), 
	current_id INTEGER, 
	informed_at DATETIME, 
	admin BOOLEAN DEFAULT 0 NOT NULL, 
	created_at DATETIME NOT NULL
);
INSERT INTO "people" VALUES(1,'Anna van der Berg',NULL,1,NULL,0,'2026-03-02 09:00:00.000000');
INSERT INTO "people" VALUES(2,'Bram',NULL,NULL,NULL,0,'2026-03-02 09:00:00.000000');
INSERT INTO "people" VALUES(3,'Anna van der Berg',NULL,2,NULL,0,'2026-03-02 09:00:00.000000');
INSERT INTO "people" VALUES(4,'Bram',NULL,NULL,NULL,0,'2026-03-02 09:00:00.000000');
CREATE TABLE posts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER NOT NULL, 
	pack_id INTEGER NOT NULL, 
	channel VARCHAR(40) NOT NULL, 
	topic TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	author INTEGER, 
	slot DATE, 
	published_url TEXT, 
	published_at DATETIME, 
	published_same BOOLEAN, 
	check_again BOOLEAN DEFAULT 0 NOT NULL, 
	changed_at DATETIME NOT NULL, 
	CONSTRAINT fk_posts_author FOREIGN KEY(author) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT fk_posts_workspace_id_pack_id FOREIGN KEY(workspace_id, pack_id) REFERENCES packs (workspace_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_posts_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE, 
	CONSTRAINT uq_posts_workspace_id_id UNIQUE (workspace_id, id)
);
INSERT INTO "posts" VALUES(1,1,1,'linkedin','t1',2,'in_review',1,NULL,NULL,NULL,NULL,0,'2026-03-02 09:00:00.000000');
INSERT INTO "posts" VALUES(2,2,2,'linkedin','t1',1,'approved',3,NULL,NULL,NULL,NULL,0,'2026-03-02 09:00:00.000000');
CREATE TABLE ticks (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	pack_id INTEGER, 
	version_id INTEGER, 
	sentence TEXT NOT NULL, 
	carried_by TEXT NOT NULL, 
	person_id INTEGER, 
	ticked_at DATETIME NOT NULL, 
	CONSTRAINT fk_ticks_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT fk_ticks_workspace_id_pack_id FOREIGN KEY(workspace_id, pack_id) REFERENCES packs (workspace_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_ticks_workspace_id_version_id FOREIGN KEY(workspace_id, version_id) REFERENCES versions (workspace_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_ticks_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
);
INSERT INTO "ticks" VALUES(1,1,'ticked',1,NULL,'na een dag is 94% van de kelders droog.','B1@1',2,'2026-03-02 09:00:00.000000');
INSERT INTO "ticks" VALUES(2,1,'confirmed',NULL,NULL,'na een dag is 94% van de kelders droog.','B1@1',2,'2026-03-02 09:00:00.000000');
INSERT INTO "ticks" VALUES(3,1,'not_a_claim',NULL,1,'na een dag is 94% van de kelders droog.','B1@1',2,'2026-03-02 09:00:00.000000');
INSERT INTO "ticks" VALUES(4,2,'ticked',2,NULL,'na een dag is 94% van de kelders droog.','B1@1',4,'2026-03-02 09:00:00.000000');
INSERT INTO "ticks" VALUES(5,2,'confirmed',NULL,NULL,'na een dag is 94% van de kelders droog.','B1@1',4,'2026-03-02 09:00:00.000000');
INSERT INTO "ticks" VALUES(6,2,'not_a_claim',NULL,2,'na een dag is 94% van de kelders droog.','B1@1',4,'2026-03-02 09:00:00.000000');
CREATE TABLE usage (
	workspace_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	generations INTEGER NOT NULL, 
	tokens INTEGER NOT NULL, 
	cost FLOAT NOT NULL, 
	CONSTRAINT pk_usage PRIMARY KEY (workspace_id, person_id, day), 
	CONSTRAINT fk_usage_person_id FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE, 
	CONSTRAINT fk_usage_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE
)
 WITHOUT ROWID

;
INSERT INTO "usage" VALUES(1,1,'2026-03-02',1,1200,0.25);
INSERT INTO "usage" VALUES(2,3,'2026-03-02',1,1200,0.25);
CREATE TABLE versions (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	workspace_id INTEGER NOT NULL, 
	post_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	content TEXT NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	given INTEGER DEFAULT '0' NOT NULL, 
	origin VARCHAR(16) NOT NULL, 
	instruction TEXT NOT NULL, 
	carried TEXT NOT NULL, 
	author INTEGER, 
	writer TEXT NOT NULL, 
	templates VARCHAR(64) NOT NULL, 
	usage TEXT NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT fk_versions_author FOREIGN KEY(author) REFERENCES people (id) ON DELETE SET NULL, 
	CONSTRAINT fk_versions_workspace_id_post_id FOREIGN KEY(workspace_id, post_id) REFERENCES posts (workspace_id, id) ON DELETE CASCADE, 
	CONSTRAINT fk_versions_workspace_id FOREIGN KEY(workspace_id) REFERENCES workspaces (id) ON DELETE CASCADE, 
	CONSTRAINT uq_versions_workspace_id_id UNIQUE (workspace_id, id), 
	CONSTRAINT uq_versions_workspace_id_post_id_number UNIQUE (workspace_id, post_id, number)
);
INSERT INTO "versions" VALUES(1,1,1,1,'6ad080bd5d1eb0848a2703c4a3f627193adb1d00ff78cb9da466d94adf7ba080','nl','{"channel":"linkedin","topic":"t1","text":"Een dag werk, een droge kelder.","parts":{"hooks":["Nat?","Droog!"]},"lengths":[],"claims":[{"text":"Na een dag is 94% van de kelders droog.","kind":"fact","standing":"proven","proof":"B1","source_sentence":null,"reason":null,"lacks":null,"part":"text"}],"findings":[],"replies":[],"image_brief":"","alt_text":"","writer":"","variation":null}','approved',1,'written','','{"B1":"1"}',1,'playbook','','{"calls":1,"prompt_tokens":0,"cached_tokens":0,"completion_tokens":0,"cost":null,"broken_off":0}','2026-03-02 09:00:00.000000');
INSERT INTO "versions" VALUES(2,2,2,1,'6ad080bd5d1eb0848a2703c4a3f627193adb1d00ff78cb9da466d94adf7ba080','nl','{"channel":"linkedin","topic":"t1","text":"Een dag werk, een droge kelder.","parts":{"hooks":["Nat?","Droog!"]},"lengths":[],"claims":[{"text":"Na een dag is 94% van de kelders droog.","kind":"fact","standing":"proven","proof":"B1","source_sentence":null,"reason":null,"lacks":null,"part":"text"}],"findings":[],"replies":[],"image_brief":"","alt_text":"","writer":"","variation":null}','approved',1,'written','','{"B1":"1"}',3,'playbook','','{"calls":1,"prompt_tokens":0,"cached_tokens":0,"completion_tokens":0,"cost":null,"broken_off":0}','2026-03-02 09:00:00.000000');
INSERT INTO "versions" VALUES(3,1,1,2,'4d53a2bd1c6e88333d522a0c04d5bed6038359c7c64ca5e85fda6205a9e175da','nl','{"channel":"linkedin","topic":"t1","text":"Regel  ‮ 👩‍🔬 é \"''<b>\u0000","parts":{"hooks":["Nat?","Droog!"]},"lengths":[],"claims":[{"text":"Na een dag is 94% van de kelders droog.","kind":"fact","standing":"proven","proof":"B1","source_sentence":null,"reason":null,"lacks":null,"part":"text"}],"findings":[],"replies":[],"image_brief":"","alt_text":"","writer":"","variation":null}','in_review',0,'written','','{"B1":"1"}',1,'playbook','','{"calls":1,"prompt_tokens":0,"cached_tokens":0,"completion_tokens":0,"cost":null,"broken_off":0}','2026-03-02 09:00:00.000000');
CREATE TABLE workspaces (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name TEXT NOT NULL, 
	brand TEXT NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	journey VARCHAR(40) NOT NULL, 
	channels TEXT NOT NULL, 
	rules TEXT NOT NULL, 
	timezone VARCHAR(64) NOT NULL, 
	responsible TEXT, 
	models BOOLEAN NOT NULL, 
	models_by INTEGER, 
	models_at DATETIME, 
	demo BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT fk_workspaces_models_by FOREIGN KEY(models_by) REFERENCES people (id) ON DELETE SET NULL
);
INSERT INTO "workspaces" VALUES(1,'Waterkant','{"name":"Waterkant","sector":null,"address":"je","locale":null,"voice":"Nuchter.","banned":["uniek"],"preferred":[],"required":[],"emoji":"some","site":null}','nl','canvas7','["linkedin"]','{"approvals":1,"levels":[],"author_may_approve":null,"reminder_hours":24}','Europe/Amsterdam','Anna van der Berg',0,NULL,NULL,0,'2026-03-02 09:00:00.000000');
INSERT INTO "workspaces" VALUES(2,'Elders','{"name":"Elders","sector":null,"address":"je","locale":null,"voice":"Nuchter.","banned":["uniek"],"preferred":[],"required":[],"emoji":"some","site":null}','nl','canvas7','["linkedin"]','{"approvals":1,"levels":[],"author_may_approve":null,"reminder_hours":24}','Europe/Amsterdam','Anna van der Berg',0,NULL,NULL,0,'2026-03-02 09:00:00.000000');
CREATE INDEX ix_accounts_person_id ON accounts (person_id);
CREATE INDEX ix_inbox_seen_at ON inbox (seen_at);
CREATE INDEX ix_memberships_person_id ON memberships (person_id);
CREATE INDEX ix_chats_workspace_id ON chats (workspace_id);
CREATE INDEX ix_invites_workspace_id ON invites (workspace_id);
CREATE INDEX ix_posts_workspace_id_pack_id ON posts (workspace_id, pack_id);
CREATE INDEX ix_posts_workspace_id_state_changed_at ON posts (workspace_id, state, changed_at);
CREATE INDEX ix_decisions_workspace_id_decided_at ON decisions (workspace_id, decided_at);
CREATE INDEX ix_decisions_workspace_id_post_id ON decisions (workspace_id, post_id);
CREATE INDEX ix_ticks_workspace_id_kind_pack_id_version_id ON ticks (workspace_id, kind, pack_id, version_id);
CREATE INDEX ix_cards_workspace_id_card ON cards (workspace_id, card);
CREATE INDEX ix_jobs_state_changed_at ON jobs (state, changed_at);
CREATE INDEX ix_jobs_workspace_id_person_id ON jobs (workspace_id, person_id);
CREATE INDEX ix_usage_person_id_day ON usage (person_id, day);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('people',4);
INSERT INTO "sqlite_sequence" VALUES('workspaces',2);
INSERT INTO "sqlite_sequence" VALUES('invites',2);
INSERT INTO "sqlite_sequence" VALUES('admissions',2);
INSERT INTO "sqlite_sequence" VALUES('entries',8);
INSERT INTO "sqlite_sequence" VALUES('packs',2);
INSERT INTO "sqlite_sequence" VALUES('posts',2);
INSERT INTO "sqlite_sequence" VALUES('versions',3);
INSERT INTO "sqlite_sequence" VALUES('ticks',6);
INSERT INTO "sqlite_sequence" VALUES('decisions',7);
INSERT INTO "sqlite_sequence" VALUES('approvals',2);
INSERT INTO "sqlite_sequence" VALUES('jobs',2);
COMMIT;
